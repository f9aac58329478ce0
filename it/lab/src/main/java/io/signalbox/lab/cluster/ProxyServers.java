package io.signalbox.lab.cluster;

import io.signalbox.haproxy.client.CommandFailed;
import io.signalbox.haproxy.client.Deadline;
import io.signalbox.haproxy.client.RuntimeSocket;
import io.signalbox.haproxy.command.ServerId;
import io.signalbox.haproxy.command.WorkerCommand;
import io.signalbox.haproxy.configuration.BackendNames;
import io.signalbox.haproxy.reply.MalformedReply;
import io.signalbox.haproxy.reply.ServerState;
import io.signalbox.site.Site;
import io.signalbox.site.SiteFailure;
import java.time.Duration;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** What one HAProxy says of its servers itself, whatever controller and agents say of it. */
public final class ProxyServers implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private final RuntimeSocket socket;

    public ProxyServers(Site site, String proxy) {
        this.socket = new RuntimeSocket(site.layout().runtimeSocket(proxy), RuntimeSocket.Kind.WORKER);
    }

    public SortedMap<ServerId, ServerState> now() {
        try {
            return ServerState.parse(socket.ask(new WorkerCommand.ShowServersState(), Deadline.in(ANSWER)));
        } catch (CommandFailed | MalformedReply e) {
            throw new SiteFailure("HAProxy did not say what its servers are: " + e.getMessage());
        }
    }

    /** To whom new connections that write are led. */
    public Set<String> writers(String cluster) {
        Set<String> open = new TreeSet<>();
        now().values().stream()
                .filter(server -> server.id().backend().text().equals(BackendNames.writers(cluster)))
                .filter(server ->
                        server.usable() && !server.id().server().text().equals(BackendNames.HOLD))
                .forEach(server -> open.add(server.id().server().text()));
        return open;
    }

    /** Changes it, as anybody at its socket can. */
    public void act(WorkerCommand command) {
        try {
            socket.act(command, Deadline.in(ANSWER));
        } catch (CommandFailed e) {
            throw new SiteFailure("HAProxy did not do what it was told by hand: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}

package io.signalbox.lab.fault;

import io.signalbox.haproxy.command.ServerId;
import io.signalbox.haproxy.command.WorkerCommand;
import io.signalbox.haproxy.reply.ServerState;
import io.signalbox.lab.cluster.ProxyServers;
import io.signalbox.site.Site;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Somebody at HAProxy's runtime socket changes what servers are there for. Whoever drives HAProxy undoes it: what is left of it is for its
 * agent to heal, not for the drill.
 */
public final class Hand implements Fault {
    private final String proxy;
    private final String words;
    private final List<WorkerCommand> commands;
    private final ProxyServers servers;
    private SortedMap<ServerId, ServerState> before = new TreeMap<>();

    /** @param words what is done: "closes the primary" */
    public Hand(Site site, String proxy, String words, List<WorkerCommand> commands) {
        this.proxy = proxy;
        this.words = words;
        this.commands = List.copyOf(commands);
        this.servers = new ProxyServers(site, proxy);
    }

    @Override
    public void inject() {
        before = servers.now();
        commands.forEach(servers::act);
    }

    /** Is every server again what it was before? */
    public boolean undone() {
        SortedMap<ServerId, ServerState> now = servers.now();
        return before.values().stream().allMatch(was -> same(was, now.get(was.id())));
    }

    /** Weights follow lag and load, and may have moved; but not to nothing. */
    private static boolean same(ServerState was, @Nullable ServerState now) {
        return now != null && was.wished() == now.wished() && (was.weight() == 0) == (now.weight() == 0);
    }

    @Override
    public void heal() {
        servers.close();
    }

    @Override
    public String sentence() {
        return "somebody at the runtime socket of " + proxy + " " + words;
    }
}

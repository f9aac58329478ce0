package io.signalbox.haproxy.reply;

import io.signalbox.haproxy.command.ServerId;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who answered, and the state of all servers in that very process: both come over one connection, and a connection
 * belongs to one process, also while a reload has two of them listen.
 */
public record WorkerState(Worker worker, SortedMap<ServerId, ServerState> servers) {
    /** Where the second reply begins: the format's version, alone on a line, and the names of the columns. */
    private static final String SERVERS = "\n1\n# ";

    /**
     * Reads the replies to {@code show info} and {@code show servers state}, one behind the other. Only a worker that is
     * stopping may say nothing of servers.
     */
    public static WorkerState parse(String reply) throws MalformedReply {
        int servers = reply.indexOf(SERVERS);
        Worker worker = Worker.parse(servers < 0 ? reply : reply.substring(0, servers));
        if (servers < 0 && !worker.stopping()) {
            throw new MalformedReply("servers' states in format 1 behind the process", reply);
        }
        return new WorkerState(worker, servers < 0 ? new TreeMap<>() : ServerState.parse(reply.substring(servers + 1)));
    }
}

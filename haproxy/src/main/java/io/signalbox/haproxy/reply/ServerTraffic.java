package io.signalbox.haproxy.reply;

import io.signalbox.haproxy.command.Name;
import io.signalbox.haproxy.command.ServerId;
import io.signalbox.haproxy.configuration.BackendNames;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A server's line of {@code show stat}.
 *
 * @param status HAProxy's words, such as {@code UP}, {@code DOWN 1/2}, {@code MAINT}, {@code DRAIN}, {@code no check}
 * @param sessions now
 * @param queued connections that wait for this server; of the server that holds clients: those who have no server
 * @param total sessions since the worker started
 * @param connectErrors failed connects since the worker started, retries included
 * @param bytesIn from clients to the server since then. A session's bytes are added when it ends
 * @param bytesOut from the server to clients, likewise
 */
public record ServerTraffic(
        ServerId id,
        String status,
        int weight,
        int sessions,
        int queued,
        long total,
        long connectErrors,
        long bytesIn,
        long bytesOut) {

    /** {@code type} of a server; 0 is a frontend, 3 a listener. */
    private static final int SERVER = 2;

    private static final int BACKEND = 1;

    private static final List<String> COLUMNS = List.of(
            "pxname", "svname", "type", "status", "weight", "scur", "qcur", "stot", "econ", "wretr", "bin", "bout");

    /** The same under another name. */
    public ServerTraffic as(ServerId other) {
        return new ServerTraffic(other, status, weight, sessions, queued, total, connectErrors, bytesIn, bytesOut);
    }

    /** Reads the reply to {@code show stat}. Quoted cells (free text of checks) come after all columns read here. */
    public static SortedMap<ServerId, ServerTraffic> parse(String reply) throws MalformedReply {
        List<String> lines = reply.lines().filter(line -> !line.isBlank()).toList();
        SortedMap<ServerId, ServerTraffic> servers = new TreeMap<>();
        SortedMap<String, Integer> backends = new TreeMap<>();
        for (Row row : Row.table(lines, ",", COLUMNS, "statistics as CSV")) {
            if (row.smallNumber("type") == SERVER) {
                ServerTraffic traffic = read(row);
                servers.put(traffic.id(), traffic);
            } else if (row.smallNumber("type") == BACKEND) {
                backends.put(row.text("pxname"), row.smallNumber("scur"));
            }
        }
        backends.forEach((backend, sessions) -> held(servers, backend, sessions));
        return servers;
    }

    /** A client that waits between two attempts is on no server, and in no queue: it is only missing. */
    private static void held(SortedMap<ServerId, ServerTraffic> servers, String backend, int sessions) {
        if (!Name.isAllowed(backend)) {
            return;
        }
        ServerTraffic hold = servers.get(ServerId.of(backend, BackendNames.HOLD));
        if (hold != null) {
            int placed = servers.values().stream()
                    .filter(server -> server.id().backend().text().equals(backend))
                    .mapToInt(ServerTraffic::sessions)
                    .sum();
            servers.put(hold.id(), hold.queued(Math.max(0, sessions - placed)));
        }
    }

    private ServerTraffic queued(int clients) {
        return new ServerTraffic(id, status, weight, sessions, clients, total, connectErrors, bytesIn, bytesOut);
    }

    private static ServerTraffic read(Row row) throws MalformedReply {
        return new ServerTraffic(
                ServerState.id(row.text("pxname"), row.text("svname")),
                row.text("status"),
                row.smallNumber("weight"),
                row.smallNumber("scur"),
                row.smallNumber("qcur"),
                row.number("stot"),
                row.number("econ") + row.number("wretr"),
                row.number("bin"),
                row.number("bout"));
    }
}

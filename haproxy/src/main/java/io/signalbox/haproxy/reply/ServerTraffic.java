package io.signalbox.haproxy.reply;

import io.signalbox.haproxy.command.ServerId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A server's line of {@code show stat}.
 *
 * @param status HAProxy's words, such as {@code UP}, {@code DOWN 1/2}, {@code MAINT}, {@code DRAIN}, {@code no check}
 * @param sessions now
 * @param queued connections that wait for this server
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

    /** {@code type} of a server; 0 is a frontend, 1 a backend, 3 a listener. */
    private static final int SERVER = 2;

    private static final List<String> COLUMNS = List.of(
            "pxname", "svname", "type", "status", "weight", "scur", "qcur", "stot", "econ", "wretr", "bin", "bout");

    /** Reads the reply to {@code show stat}. Quoted cells (free text of checks) come after all columns read here. */
    public static SortedMap<ServerId, ServerTraffic> parse(String reply) throws MalformedReply {
        List<String> lines = reply.lines().filter(line -> !line.isBlank()).toList();
        SortedMap<ServerId, ServerTraffic> servers = new TreeMap<>();
        for (Row row : Row.table(lines, ",", COLUMNS, "statistics as CSV")) {
            if (row.smallNumber("type") == SERVER) {
                ServerTraffic traffic = read(row);
                servers.put(traffic.id(), traffic);
            }
        }
        return servers;
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

package io.signalbox.haproxy.reply;

import io.signalbox.haproxy.command.ServerId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A server as HAProxy runs it, told from two replies; what the file that it was started with, or somebody at the socket, made of it.
 *
 * @param address {@code host:port}
 * @param configuredWeight as in the file that HAProxy was started with
 * @param maxconn 0: no limit
 */
public record RunningServer(ServerId id, String address, int configuredWeight, long maxconn) {
    private static final List<String> STATES = List.of("be_name", "srv_name", "srv_addr", "srv_port", "srv_iweight");
    private static final List<String> LIMITS = List.of("pxname", "svname", "type", "slim");
    private static final String SERVER = "2";

    /** Reads the replies to {@code show servers state} and {@code show stat}. */
    public static SortedMap<ServerId, RunningServer> parse(String states, String statistics) throws MalformedReply {
        SortedMap<ServerId, Long> limits = new TreeMap<>();
        for (Row row : Row.table(lines(statistics), ",", LIMITS, "statistics as CSV")) {
            if (row.text("type").equals(SERVER)) {
                limits.put(ServerState.id(row.text("pxname"), row.text("svname")), row.number("slim"));
            }
        }
        List<String> lines = lines(states);
        SortedMap<ServerId, RunningServer> servers = new TreeMap<>();
        for (Row row : Row.table(lines.subList(Math.min(1, lines.size()), lines.size()), " ", STATES, "states")) {
            ServerId id = ServerState.id(row.text("be_name"), row.text("srv_name"));
            servers.put(
                    id,
                    new RunningServer(
                            id,
                            row.text("srv_addr") + ":" + row.number("srv_port"),
                            row.smallNumber("srv_iweight"),
                            limits.getOrDefault(id, 0L)));
        }
        return servers;
    }

    private static List<String> lines(String reply) {
        return reply.lines().filter(line -> !line.isBlank()).toList();
    }
}

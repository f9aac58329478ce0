package io.signalbox.haproxy.reply;

import io.signalbox.haproxy.command.AdminState;
import io.signalbox.haproxy.command.Name;
import io.signalbox.haproxy.command.ServerId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One line of {@code show servers state}.
 *
 * @param operational 0 stopped, 1 starting, 2 running, 3 stopping
 * @param admin the bits of the administrative state, the constants here
 * @param checked whether HAProxy checks it, so that {@code operational} is a check's word and not a person's
 * @param weight as set now
 * @param configuredWeight as in the file
 * @param checkedAt host:port that its check asks, or would ask; empty if unknown
 */
public record ServerState(
        ServerId id,
        String address,
        int operational,
        int admin,
        boolean checked,
        int weight,
        int configuredWeight,
        String checkedAt) {
    public static final int STOPPED = 0;
    /** Slow start: takes connections already. */
    public static final int STARTING = 1;

    public static final int RUNNING = 2;
    public static final int STOPPING = 3;

    private static final int CHECK_CONFIGURED = 0x02;

    private static final int FORCED_MAINT = 0x01;
    /** {@code disabled} in the file; stays set after {@code ready}, and then means nothing. */
    private static final int DISABLED_IN_FILE = 0x04;

    private static final int FORCED_DRAIN = 0x08;

    private static final List<String> COLUMNS = List.of(
            "be_name",
            "srv_name",
            "srv_addr",
            "srv_op_state",
            "srv_admin_state",
            "srv_check_state",
            "srv_uweight",
            "srv_iweight");

    /** Of one whose check's address is not known. */
    public ServerState(
            ServerId id, String address, int operational, int admin, boolean checked, int weight, int configured) {
        this(id, address, operational, admin, checked, weight, configured, "");
    }

    /** The same under another name. */
    public ServerState as(ServerId other) {
        return new ServerState(other, address, operational, admin, checked, weight, configuredWeight, checkedAt);
    }

    /** What somebody has last wished of this server. */
    public AdminState wished() {
        if ((admin & FORCED_MAINT) != 0) {
            return AdminState.MAINT;
        }
        return (admin & FORCED_DRAIN) != 0 ? AdminState.DRAIN : AdminState.READY;
    }

    /** No new connection can reach it, whatever checks say. */
    public boolean closed() {
        return wished() == AdminState.MAINT;
    }

    /** New connections can reach it. */
    public boolean usable() {
        return running() && (admin & ~DISABLED_IN_FILE) == 0 && weight > 0;
    }

    /** Neither a check nor a person has called it down. */
    public boolean running() {
        return operational == RUNNING || operational == STARTING;
    }

    /** Reads the reply to {@code show servers state}, in the order of the reply's names. */
    public static SortedMap<ServerId, ServerState> parse(String reply) throws MalformedReply {
        List<String> lines = reply.lines().filter(line -> !line.isBlank()).toList();
        // The first line is the format's version. Version 1 is the only one from 1.6 to 3.2.
        if (lines.isEmpty() || !lines.getFirst().strip().equals("1")) {
            throw new MalformedReply("servers' states in format 1", reply);
        }
        SortedMap<ServerId, ServerState> states = new TreeMap<>();
        for (Row row : Row.table(lines.subList(1, lines.size()), " ", COLUMNS, "servers' states")) {
            ServerState state = read(row);
            states.put(state.id(), state);
        }
        return states;
    }

    private static ServerState read(Row row) throws MalformedReply {
        return new ServerState(
                id(row.text("be_name"), row.text("srv_name")),
                row.text("srv_addr"),
                row.smallNumber("srv_op_state"),
                row.smallNumber("srv_admin_state"),
                (row.number("srv_check_state") & CHECK_CONFIGURED) != 0,
                row.smallNumber("srv_uweight"),
                row.smallNumber("srv_iweight"),
                checkedAt(row));
    }

    /** What the file does not set for the check is as for the server. */
    private static String checkedAt(Row row) throws MalformedReply {
        String host = row.text("srv_check_addr");
        long ofCheck = row.number("srv_check_port");
        long port = ofCheck == 0 ? row.number("srv_port") : ofCheck;
        return port == 0 ? "" : (host.isEmpty() || host.equals("-") ? row.text("srv_addr") : host) + ":" + port;
    }

    static ServerId id(String backend, String server) throws MalformedReply {
        if (!Name.isAllowed(backend) || !Name.isAllowed(server)) {
            throw new MalformedReply("a backend's and a server's name", backend + " " + server);
        }
        return ServerId.of(backend, server);
    }
}

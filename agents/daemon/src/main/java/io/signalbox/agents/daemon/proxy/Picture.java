package io.signalbox.agents.daemon.proxy;

import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Report.ProxyServer;
import io.signalbox.agents.protocol.Token;
import io.signalbox.haproxy.command.AdminState;
import io.signalbox.haproxy.command.ServerId;
import io.signalbox.haproxy.reply.ServerState;
import io.signalbox.haproxy.reply.ServerTraffic;
import io.signalbox.haproxy.reply.Worker;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of HAProxy, put together from its answers. What is not known now is not shown: without an answer there
 * is no server and no route in it. Not safe for use by several threads.
 */
final class Picture {
    private @Nullable Worker worker;
    private boolean alive;
    private long reloads;
    private int oldWorkers;
    private Token routed = Token.NONE;
    private List<String> drift = List.of();
    private SortedMap<ServerId, ServerState> states = new TreeMap<>();
    private SortedMap<ServerId, ServerTraffic> traffic = new TreeMap<>();
    private Connects connects = new Connects();
    private String error = "not looked at yet";
    /** Of what lies beside HAProxy, until it answers again. */
    private String trouble = "";

    /**
     * This worker answered.
     *
     * @return whether it is another one than before, so that it knows no route
     */
    boolean sees(Worker seen) {
        alive = true;
        boolean known = worker != null && worker.is(seen);
        if (!known) {
            reloads += worker == null ? 0 : 1;
            worker = seen;
            routed = Token.NONE;
            trouble = "";
            traffic = new TreeMap<>();
            connects = new Connects();
        }
        return !known;
    }

    void sees(SortedMap<ServerId, ServerState> seen) {
        states = seen;
    }

    SortedMap<ServerId, ServerState> states() {
        return states;
    }

    void seesTraffic(SortedMap<ServerId, ServerTraffic> seen) {
        traffic = seen;
        connects.look(seen.values());
    }

    void seesOldWorkers(int count) {
        oldWorkers = count;
        trouble = "";
    }

    /** Compared with the route under {@code token}. */
    void differs(List<String> sentences) {
        drift = List.copyOf(sentences);
        if (!sentences.isEmpty()) {
            routed = Token.NONE;
        }
    }

    /** Everything was read back as the route under {@code token} wants it, and sessions were cut if it wants that. */
    void routed(Token token) {
        routed = token;
        drift = List.of();
    }

    Token routed() {
        return routed;
    }

    /** HAProxy does not answer as it should. */
    void lost(String sentence) {
        alive = false;
        error = sentence;
        routed = Token.NONE;
        drift = List.of();
        states = new TreeMap<>();
    }

    /** HAProxy answers, but something beside it does not. */
    void troubled(String sentence) {
        trouble = sentence;
    }

    boolean alive() {
        return alive;
    }

    Report.Proxy report() {
        Optional<Worker> answering = alive ? Optional.ofNullable(worker) : Optional.empty();
        return new Report.Proxy(
                alive,
                answering.map(each -> each.version().text()).orElse(""),
                answering.map(Worker::pid).orElse(0L),
                answering.map(Worker::startedAt).orElse(0L),
                reloads,
                oldWorkers,
                routed,
                drift,
                states.values().stream().map(this::server).toList(),
                alive ? trouble : error);
    }

    private ProxyServer server(ServerState state) {
        ServerTraffic moved = traffic.getOrDefault(state.id(), nothing(state));
        return new ProxyServer(
                state.id().backend().text(),
                state.id().server().text(),
                status(state, moved.status()),
                state.weight(),
                moved.sessions(),
                moved.queued(),
                moved.total(),
                moved.connectErrors(),
                moved.bytesIn(),
                moved.bytesOut(),
                connects.lastWorked(state.id()));
    }

    private static ServerTraffic nothing(ServerState state) {
        return new ServerTraffic(state.id(), wish(state), state.weight(), 0, 0, 0, 0, 0, 0);
    }

    /** States are read more often than statistics: what these say of a wish may be old, what they say of a check holds. */
    private static String status(ServerState state, String statistics) {
        boolean ofWish = statistics.startsWith("MAINT") || statistics.startsWith("DRAIN");
        return state.wished() != AdminState.READY || ofWish ? wish(state) : statistics;
    }

    private static String wish(ServerState state) {
        return switch (state.wished()) {
            case MAINT -> "MAINT";
            case DRAIN -> "DRAIN";
            case READY -> state.running() ? "UP" : "DOWN";
        };
    }
}

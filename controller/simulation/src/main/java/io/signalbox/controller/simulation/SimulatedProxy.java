package io.signalbox.controller.simulation;

import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Token;
import java.util.List;

/** An HAProxy: one open writer or none, and the sessions that go through it. */
final class SimulatedProxy {
    private final String name;
    private String writer = "";
    private Token routed = Token.NONE;
    private long sessions;
    private long reloads;

    SimulatedProxy(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** The server that gets new connections, or empty: clients are held. */
    String writer() {
        return writer;
    }

    /** Changes whenever all sessions are cut. */
    long sessions() {
        return sessions;
    }

    void apply(Token token, Order.Route wanted) {
        if (wanted.cutSessions() && !wanted.writer().open().equals(writer)) {
            sessions++;
        }
        writer = wanted.writer().open();
        routed = token;
    }

    /** Comes up with every writer disabled. */
    void restart() {
        reloads++;
        sessions++;
        writer = "";
    }

    Report.Proxy report() {
        List<Report.ProxyServer> servers = writer.isEmpty()
                ? List.of()
                : List.of(new Report.ProxyServer(World.WRITERS, writer, "UP", 100, 1, 0, 0, 0));
        return new Report.Proxy(true, "simulated", 1 + reloads, reloads, reloads, 0, routed, List.of(), servers, "");
    }
}

package io.signalbox.controller.simulation;

import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An HAProxy: one open writer or none, the sessions that go through it, and old workers that keep theirs. */
final class SimulatedProxy {
    private final String name;
    private final Collection<String> databases;
    private final Set<String> missing = new LinkedHashSet<>();
    private final Set<Session> sessions = new LinkedHashSet<>();
    private String writer = "";
    private Token routed = Token.NONE;
    private long reloads;
    private boolean down;
    private final Map<String, Long> worked = new HashMap<>();

    /** A client's connection to one server, in the worker of its time. */
    record Session(String server, long client, long worker) {}

    /** @param databases the servers of its writers' backend */
    SimulatedProxy(String name, Collection<String> databases) {
        this.name = name;
        this.databases = databases;
    }

    String name() {
        return name;
    }

    /** The server that gets new connections, or empty: clients are held. */
    String writer() {
        return writer;
    }

    /** A connection, if clients are not held. */
    Optional<Session> connect(long client) {
        if (writer.isEmpty() || missing.contains(writer)) {
            return Optional.empty();
        }
        Session session = new Session(writer, client, reloads);
        sessions.add(session);
        return Optional.of(session);
    }

    /** A connection to this server brought an answer. */
    void worked(String server, long now) {
        worked.put(server, now);
    }

    boolean carries(Session session) {
        return sessions.contains(session);
    }

    void end(Session session) {
        sessions.remove(session);
    }

    /** Whether anybody could still write to a server that is not the open one. */
    boolean leadsAstray() {
        return sessions.stream().anyMatch(session -> !session.server().equals(writer));
    }

    void apply(Token token, Order.Route wanted) {
        writer = wanted.writer().open();
        if (wanted.cutSessions()) {
            sessions.removeIf(session -> !session.server().equals(writer));
        }
        routed = token;
    }

    /** Comes up with every writer disabled; the old worker keeps its sessions. */
    void reload() {
        reloads++;
        writer = "";
    }

    /** Somebody takes a server out of its file, and reloads it. */
    void takeOut(String server) {
        missing.add(server);
        reload();
    }

    void putBack(String server) {
        missing.remove(server);
        reload();
    }

    /** Every session is gone, and nobody can connect. */
    void crash() {
        down = true;
        writer = "";
        sessions.clear();
    }

    void comeUp() {
        down = false;
        reload();
    }

    boolean down() {
        return down;
    }

    Report.Proxy report(long now) {
        List<Report.ProxyServer> servers = new ArrayList<>();
        World.WEB_SERVERS.forEach(web -> servers.add(line(World.WEB, web, now)));
        databases.stream()
                .filter(database -> !missing.contains(database))
                .forEach(database -> servers.add(line(World.WRITERS, database, now)));
        int old = (int) sessions.stream()
                .map(Session::worker)
                .filter(worker -> worker < reloads)
                .distinct()
                .count();
        return new Report.Proxy(!down, "simulated", 1 + reloads, reloads, reloads, old, routed, List.of(), servers, "");
    }

    private Report.ProxyServer line(String backend, String server, long now) {
        Optional<Duration> ago = Optional.ofNullable(worked.get(server)).map(then -> Schedule.toDuration(now - then));
        return new Report.ProxyServer(backend, server, "UP", 100, 0, 0, 0, 0, 0, 0, ago);
    }
}

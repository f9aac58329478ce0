package io.signalbox.controller.core.kernel;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.agents.protocol.Token;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.core.event.Time;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.core.settings.ClusterSettings;
import io.signalbox.controller.core.settings.ClusterSettings.PromotionRule;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A kernel with a store and servers that do at once what they are told; time passes in steps of 10 ms. */
final class FakeSite {
    static final String PROXY = "lb1";

    final ClusterSettings settings;
    final Map<String, FakeServer> servers = new LinkedHashMap<>();
    final List<JournalEntry> journal = new ArrayList<>();
    final List<Effect.Tell> told = new ArrayList<>();
    final Map<String, Effect.Operation> operations = new LinkedHashMap<>();
    final List<String> sent = new ArrayList<>();
    final List<Order.Route> routes = new ArrayList<>();
    GtidSet acknowledged = GtidSet.EMPTY;
    ClusterRecord record;
    Kernel kernel;
    Predicate<Effect> crashBefore = e -> false;
    boolean crashed;
    /** What the proxy sees of connections to the recorded primary; empty: it has no line for it. */
    Optional<Duration> connectionsWorked = Optional.empty();

    final Set<String> missingInProxies = new HashSet<>();

    /** The proxy's agent sends no reports. */
    boolean proxyMute;

    /** How far the wall clock is ahead of the monotonic one. */
    Duration wallLead = Duration.ZERO;

    private Predicate<Command> unanswered = c -> false;
    private Predicate<Command> withheld = c -> false;
    private Token routed = Token.NONE;
    private boolean writtenWithheld;
    private Optional<Event> written = Optional.empty();
    private Duration now = Duration.ofSeconds(1);
    long term;
    private long number;
    private long proxySequence;
    /** That never end by themselves. */
    int webSessions;

    FakeSite(int count) {
        this(count, ClusterSettings.DEFAULT_K);
    }

    FakeSite(int count, int k) {
        this(count, k, Map.of());
    }

    /** @param rules of servers that are not as good as any other */
    FakeSite(int count, int k, Map<String, PromotionRule> rules) {
        this(count, k, rules, Map.of());
    }

    /** @param zones of servers that are in one */
    FakeSite(int count, int k, Map<String, PromotionRule> rules, Map<String, String> zones) {
        List<ClusterSettings.DatabaseServer> list = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            list.add(new ClusterSettings.DatabaseServer(
                    "db" + i,
                    "127.0.1." + (10 + i),
                    3306,
                    rules.getOrDefault("db" + i, PromotionRule.NEUTRAL),
                    zones.getOrDefault("db" + i, "")));
            servers.put(
                    "db" + i,
                    new FakeServer(
                            "db" + i, "127.0.1." + (10 + i) + ":3306", "0000000" + i + "-0000-0000-0000-000000000000"));
        }
        settings = new ClusterSettings(
                "main",
                list,
                List.of(PROXY),
                "rw",
                "ro",
                List.of(
                        new ClusterSettings.WebServer("web", "web1", 100),
                        new ClusterSettings.WebServer("web", "web2", 100)),
                ClusterSettings.Bounds.defaults(),
                ClusterSettings.WhenNoAckers.ALONE,
                k);
        record = ClusterRecord.blank("main");
        kernel = new Kernel(settings);
    }

    FakeServer server(String name) {
        return servers.get(name);
    }

    FakeServer primary() {
        return server(record.primary());
    }

    Optional<FakeServer> runningPrimary() {
        return Optional.ofNullable(servers.get(record.primary())).filter(s -> s.process == ProcessState.RUNNING);
    }

    Time time() {
        return new Time(now, Instant.EPOCH.plus(now).plus(wallLead));
    }

    /** A new controller process takes office. */
    void takeOffice() {
        crashed = false;
        kernel = new Kernel(settings);
        for (String name : servers.keySet()) {
            feed(new Event.Linked(time(), name));
        }
        feed(new Event.Linked(time(), PROXY));
        feed(new Event.TookOffice(
                time(),
                ++term,
                record,
                journal.stream().filter(j -> j.run().equals(record.run().id())).toList()));
    }

    /** The controller ends, and nobody takes its place yet. */
    void loseController() {
        crashed = true;
        crashBefore = e -> false;
    }

    /** A command of a controller that is no more arrives after all; nobody waits for its answer. */
    void arrivesLate(Effect.Send s) {
        send(s);
    }

    /** Writes are durable at once; the store's answers are still to come, until this is taken back. */
    void withholdsWritten(boolean withheld) {
        writtenWithheld = withheld;
        if (!withheld) {
            Optional<Event> answer = written;
            written = Optional.empty();
            answer.ifPresent(this::feed);
        }
    }

    /** Leaves commands that match without an answer; they are not obeyed either. */
    void loses(Predicate<Command> commands) {
        unanswered = commands;
    }

    /** The answers to commands that match are still to come. */
    void withholds(Predicate<Command> commands) {
        withheld = commands;
    }

    void feed(Event first) {
        Deque<Event> events = new ArrayDeque<>(List.of(first));
        int handled = 0;
        while (!events.isEmpty() && !crashed) {
            if (++handled > 2000) {
                throw new AssertionError("never still: " + sent.subList(sent.size() - 30, sent.size()) + told);
            }
            for (Effect effect : kernel.handle(events.removeFirst())) {
                if (crashBefore.test(effect)) {
                    crashed = true;
                    return;
                }
                perform(effect).ifPresent(events::addLast);
                Invariants.hold(this);
            }
        }
    }

    private Optional<Event> perform(Effect effect) {
        switch (effect) {
            case Effect.WriteRecord w -> {
                if (w.expectedRev() != record.rev()) {
                    return Optional.of(new Event.Conflicted(time(), w.record(), record));
                }
                record = w.record();
                Event answer = new Event.Written(time(), record);
                written = writtenWithheld ? Optional.of(answer) : Optional.empty();
                return writtenWithheld ? Optional.empty() : Optional.of(answer);
            }
            case Effect.Journal j -> journal.add(j.entry());
            case Effect.Tell t -> told.add(t);
            case Effect.Progress p -> operations.put(p.operation().id(), p.operation());
            case Effect.Send s -> {
                Event answer = send(s);
                return withheld.test(s.command()) ? Optional.empty() : Optional.of(answer);
            }
        }
        return Optional.empty();
    }

    private Event send(Effect.Send s) {
        sent.add(s.server() + " " + s.command().order().getClass().getSimpleName());
        boolean proxy = s.server().equals(PROXY);
        if (unanswered.test(s.command()) || (!proxy && !reached(server(s.server())))) {
            return new Event.Unanswered(time(), s.command().id(), s.server(), "lost");
        }
        Answer answer = proxy ? route(s.command()) : server(s.server()).obey(s.command());
        doors();
        return new Event.Answered(time(), answer);
    }

    private Answer route(Command command) {
        if (routed.outranks(command.token())) {
            Answer.Result old = new Answer.Refused(Answer.Refusal.TOKEN_IS_OLD, "saw " + routed);
            return new Answer(command.id(), PROXY, command.token(), old);
        }
        routed = command.token();
        routes.add((Order.Route) command.order());
        if (routes.getLast().servers().stream().anyMatch(s -> s.cut() && s.mode() == Order.ServerMode.MAINT)) {
            webSessions = 0;
        }
        return new Answer(
                command.id(), PROXY, command.token(), new Answer.Done(GtidSet.EMPTY, GtidSet.EMPTY, new TreeMap<>()));
    }

    String routedTo() {
        return routes.isEmpty() ? "?" : routes.getLast().writer().open();
    }

    private static boolean reached(FakeServer s) {
        return s.linked && !s.isolated;
    }

    /** Its host is gone, or its network: nobody hears of it, and nobody is told. */
    void isolate(String name) {
        server(name).isolated = true;
    }

    /** Time goes by in which this controller does not run. */
    void sleep(Duration time) {
        now = now.plus(time);
    }

    List<String> problems() {
        return kernel.view().problems().stream().map(p -> p.code()).toList();
    }

    /** One step of 10 ms: a client's write, replication, reports, a tick. */
    void step() {
        now = now.plusMillis(10);
        write();
        replicate();
        for (FakeServer s : servers.values()) {
            s.clients = (int) followers(s).filter(FakeServer::acknowledges).count();
            if (s.process == ProcessState.EXITED && !s.mayHoldTail && !s.keptDown) {
                s.process = ProcessState.RUNNING;
            }
            listen(s);
            if (reached(s) && !crashed) {
                feed(new Event.Reported(time(), s.report(time().monotonic())));
            }
        }
        if (!crashed) {
            if (!proxyMute) {
                feed(new Event.Reported(
                        time(), FakeServer.proxyReport(PROXY, time().monotonic(), ++proxySequence, routed, lines())));
            }
            feed(new Event.Ticked(time()));
        }
        Invariants.hold(this);
    }

    void steps(int count) {
        for (int i = 0; i < count; i++) {
            step();
        }
    }

    /** A receiver hears nothing of a source that is isolated, or while it is itself. */
    private void listen(FakeServer r) {
        servers.values().stream()
                .filter(s -> s.address.equals(r.source) && (s.isolated || r.isolated))
                .forEach(s -> r.receiverSilent = r.receiverSilent.plusMillis(10));
        if (servers.values().stream().noneMatch(s -> s.isolated)) {
            return;
        }
        servers.values().stream()
                .filter(s -> s.address.equals(r.source) && !s.isolated && !r.isolated)
                .forEach(s -> r.receiverSilent = Duration.ZERO);
    }

    private List<Report.ProxyServer> lines() {
        List<Report.ProxyServer> lines = new ArrayList<>();
        if (connectionsWorked.isPresent() || !missingInProxies.isEmpty()) {
            servers.keySet().stream()
                    .filter(name -> !name.equals(record.primary()) && !missingInProxies.contains(name))
                    .forEach(name -> lines.add(
                            new Report.ProxyServer("rw", name, "MAINT", 0, 0, 0, 0, 0, 0, 0, Optional.empty())));
        }
        connectionsWorked.ifPresent(ago -> lines.add(
                new Report.ProxyServer("rw", record.primary(), "UP", 100, 4, 0, 100, 0, 0, 0, Optional.of(ago))));
        if (webSessions > 0) {
            lines.add(new Report.ProxyServer("web", "web1", "UP", 100, webSessions, 0, 9, 0, 0, 0, Optional.empty()));
        }
        return lines;
    }

    private void write() {
        Optional<FakeServer> writer =
                Optional.ofNullable(servers.get(routedTo())).filter(FakeServer::open);
        writer.filter(s -> !s.isolated).ifPresent(this::writeTo);
    }

    void writeTo(FakeServer s) {
        GtidSet next = GtidSet.of(s.uuid, ++number);
        List<FakeServer> ackers = followers(s).filter(FakeServer::acknowledges).toList();
        boolean counted = !s.sourceSide || ackers.size() >= s.count;
        followers(s).filter(FakeServer::receives).forEach(r -> r.received = r.received.union(next));
        if (counted) {
            s.executed = s.executed.union(next).union(s.unacknowledged);
            s.unacknowledged = GtidSet.EMPTY;
            acknowledged = acknowledged.union(next);
        } else {
            s.unacknowledged = s.unacknowledged.union(next);
        }
    }

    Stream<FakeServer> followers(FakeServer s) {
        return servers.values().stream().filter(r -> r.process == ProcessState.RUNNING && r.source.equals(s.address));
    }

    private void doors() {
        servers.values()
                .forEach(r -> r.shutOut =
                        servers.values().stream().anyMatch(s -> s.address.equals(r.source) && s.shut.contains(r.name)));
    }

    private void replicate() {
        doors();
        for (FakeServer r : servers.values()) {
            servers.values().stream()
                    .filter(s -> s.address.equals(r.source) && s.process == ProcessState.RUNNING && !s.hung)
                    .filter(s -> !s.isolated && !r.isolated)
                    .filter(s -> r.receives() && r.process == ProcessState.RUNNING)
                    .forEach(s -> r.received = r.received.union(s.executed));
            if (r.process == ProcessState.RUNNING && r.applierError.isEmpty() && !r.idleApplier) {
                r.executed = r.executed.union(r.received);
            }
        }
    }

    void until(String what, BooleanSupplier condition) {
        for (int i = 0; i < 3000; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            step();
        }
        throw new AssertionError("never: " + what + "\n" + kernel.view() + "\ntold " + told + "\nsent "
                + sent.subList(Math.max(0, sent.size() - 30), sent.size()));
    }

    /** A proven record, everybody attached, clients routed to the open primary. */
    boolean whole() {
        return record.proven()
                && record.run().kind() == Run.Kind.NONE
                && record.ackers().size() == servers.size() - 1
                && record.k() == Math.min(settings.k(), servers.size() - 1)
                && primary().count == record.k()
                && primary().open()
                && primary().sourceSide
                && routedTo().equals(record.primary())
                && servers.values().stream().filter(s -> s != primary()).allMatch(FakeServer::acknowledges)
                && primary().executed.contains(acknowledged);
    }

    /** As when the power of its host fails: no agent, no mysqld, until it is {@link #returns}. */
    void loses(String server) {
        FakeServer s = server(server);
        s.linked = false;
        s.keptDown = true;
        s.process = ProcessState.EXITED;
        feed(new Event.Unlinked(time(), server, "its host is gone"));
    }

    void returns(String server) {
        FakeServer s = server(server);
        s.linked = true;
        s.keptDown = false;
        s.losePower();
        feed(new Event.Linked(time(), server));
    }

    void steps(Duration time) {
        steps((int) (time.toMillis() / 10));
    }

    FakeSite whole(int steps) {
        takeOffice();
        until("whole", this::whole);
        steps(steps);
        return this;
    }

    /** The operator was told that it is done. */
    boolean said(String operation) {
        return operations.get(operation).state() == Effect.State.DONE;
    }

    /** What the proxy was last told of a web server. */
    Order.ServerMode routedMode(String web) {
        return routes.getLast().servers().stream()
                .filter(s -> s.server().equals(web))
                .map(Order.ServerSetting::mode)
                .findFirst()
                .orElseThrow();
    }

    Effect.Operation ask(Intent intent) {
        feed(new Event.Requested(time(), intent));
        return operations.get(intent.operation());
    }
}

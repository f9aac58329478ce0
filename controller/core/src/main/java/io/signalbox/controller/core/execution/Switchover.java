package io.signalbox.controller.core.execution;

import io.signalbox.agents.protocol.Order;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.core.settings.ClusterSettings.DatabaseServer;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.controller.core.topology.Testimony;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Planned: gather, hold, close, catch up, promote, route. docs/protocol.md, "Switchover". */
public final class Switchover extends Procedure {
    /** A backlog of so many transactions is applied in a moment. */
    private static final long SMALL_BACKLOG = 50;

    private static final Duration REREAD = Duration.ofMillis(10);

    /** Gathering only saves time later: an acker that takes longer is left for the opening. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Run run;
    private final Duration deadline;
    private final List<Testimony> evidence;
    private final Fences fences;
    private final Opening opening = new Opening(this, false);
    private final SortedMap<String, GtidSet> received = new TreeMap<>();
    private final Map<String, GtidSet> executed = new HashMap<>();
    private final Set<String> called = new TreeSet<>();
    private final Set<String> gathered = new TreeSet<>();
    private GtidSet closed = GtidSet.EMPTY;

    public Switchover(Desk desk, Run run, Duration deadline) {
        super(desk, Plan.SWITCHOVER, run.id());
        this.run = run;
        this.deadline = deadline;
        this.evidence = Testimony.of(desk.topology());
        this.fences = new Fences(desk);
    }

    public Run run() {
        return run;
    }

    /** What each witness said when this began. */
    public List<Testimony> evidence() {
        return evidence;
    }

    public Fences fences() {
        return fences;
    }

    /** What the new primary had executed when it was opened. */
    public GtidSet opened() {
        return opening.executed();
    }

    /** The record names the new primary already, or is about to: there is no way back. */
    public boolean pastTheReturn() {
        return desk.record().run().kind() == Run.Kind.PROMOTE || (step().equals("name") && submitted());
    }

    public SortedMap<String, GtidSet> received() {
        return received;
    }

    @Override
    protected Verdict act(String step) {
        fences.lookAtProxies();
        if (!pastTheReturn() && !submitted() && desk.now().since(started()).compareTo(deadline) > 0) {
            return new Verdict.Stop("the deadline of " + deadline.toMillis() + " ms passed in step " + step
                    + (sentence().isEmpty() ? "" : ": " + sentence()));
        }
        if (!pastTheReturn() && desk.primary().dead()) {
            return new Verdict.Stop("the primary ended meanwhile");
        }
        if (!pastTheReturn() && candidate().dead()) {
            return new Verdict.Stop(run.to() + " ended meanwhile");
        }
        return switch (step) {
            case "announce" -> write(r -> Amend.of(r).run(run).done());
            case "settle" -> settle();
            case "gather" -> gather();
            case "hold" -> hold();
            case "close" -> close();
            case "catch-up" -> catchUp();
            case "name" -> name();
            case "open" -> opening.open(left());
            case "route" -> opening.route();
            case "finish" -> finish();
            default -> throw new IllegalStateException(step);
        };
    }

    private Verdict settle() {
        long backlog = candidate().backlog();
        return backlog <= SMALL_BACKLOG
                ? Verdict.NEXT
                : Verdict.waitFor(run.to() + " has " + backlog + " transactions left to apply");
    }

    /**
     * The others would have to connect to the new primary before it gets its first acknowledgement. They do so now,
     * while the old one is served by the candidate and as many of them as it needs. Nobody may write at the candidate
     * before it is named, so there is nothing yet that they could acknowledge.
     */
    private Verdict gather() {
        if (called.isEmpty()) {
            call();
        }
        boolean here = true;
        for (String acker : called) {
            if (ask(acker, new Order.Follow(Desk.endpoint(candidate()), true)).isDone()) {
                gathered.add(acker);
            }
            here &= gathered.contains(acker) && isHere(acker);
        }
        return here || inStep().compareTo(PATIENCE) > 0
                ? Verdict.NEXT
                : Verdict.waitFor("the other ackers to follow " + run.to());
    }

    private void call() {
        desk.topology().ackers().stream()
                .filter(s -> !s.name().equals(run.to()) && s.attachedTo(desk.primary()))
                .limit(Math.max(0, desk.record().ackers().size() - desk.record().k()))
                .forEach(s -> called.add(s.name()));
    }

    private boolean isHere(String acker) {
        return desk.topology()
                .server(acker)
                .filter(s -> s.receivesFrom(candidate()))
                .isPresent();
    }

    /** With enough gathered nobody waits for the old primary's acknowledgement: it follows at the end. */
    private Set<String> left() {
        Set<String> left = new TreeSet<>(gathered);
        if (gathered.size() >= desk.record().k()) {
            left.add(run.from());
        }
        return left;
    }

    private Verdict finish() {
        if (left().contains(run.from())) {
            ask(run.from(), new Order.Follow(Desk.endpoint(desk.primary()), true));
        }
        return opening.finish();
    }

    private Verdict hold() {
        desk.router().want(Order.Writer.NONE, false);
        return desk.router().settled() ? Verdict.NEXT : Verdict.waitFor("the proxies' read-back");
    }

    /** A close that waits makes all new writes wait behind it: only one that was not begun is tried again. */
    private Verdict close() {
        Order close = new Order.Close(desk.settings().bounds().lockWait());
        Outcome outcome = ask(run.from(), close);
        return switch (outcome) {
            case Outcome.Pending o -> Verdict.waitFor("the primary to close");
            case Outcome.Done o -> closed(o.answer().executed());
            case Outcome.Unknown o -> new Verdict.Stop("the primary did not close: " + o.sentence());
            case Outcome.Refused o -> {
                askAgainAfter(Duration.ofMillis(50), run.from(), close);
                yield Verdict.waitFor(o.sentence());
            }
        };
    }

    private Verdict closed(GtidSet all) {
        closed = all;
        fences.saw(run.from(), "closed for writes");
        desk.router().want(Order.Writer.NONE, true);
        return Verdict.NEXT;
    }

    private Verdict catchUp() {
        for (ServerSight s : desk.topology().others()) {
            if (desk.record().ackers().contains(s.name()) && !called.contains(s.name())) {
                read(s.name());
            }
        }
        return received.getOrDefault(run.to(), GtidSet.EMPTY).contains(closed)
                ? Verdict.NEXT
                : Verdict.waitFor(run.to() + " to receive all that the primary has");
    }

    private void read(String server) {
        Order order = new Order.ReadSets();
        if (ask(server, order) instanceof Outcome.Done done) {
            received.put(server, done.answer().received().union(done.answer().executed()));
            executed.put(server, done.answer().executed());
            if (!received.get(server).contains(closed)) {
                askAgainAfter(REREAD, server, order);
            }
        }
    }

    private Verdict name() {
        received.put(run.from(), closed);
        executed.put(run.from(), closed);
        for (String acker : desk.record().ackers()) {
            received.putIfAbsent(acker, GtidSet.EMPTY);
        }
        return write(r -> new Election(desk.topology(), received, executed, new TreeMap<>())
                .name(
                        r,
                        run.to(),
                        received.keySet(),
                        nobodyElse(),
                        desk.settings().k()));
    }

    /** A server that was gathered once, and left the ackers since, might still be there and acknowledge. */
    private boolean nobodyElse() {
        return desk.settings().servers().stream()
                .map(DatabaseServer::name)
                .allMatch(s -> s.equals(run.to()) || received.containsKey(s));
    }

    private ServerSight candidate() {
        return desk.topology().server(run.to()).orElseThrow();
    }
}

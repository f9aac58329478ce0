package io.signalbox.controller.core.execution;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report;
import io.signalbox.controller.core.decision.Donors;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A server's data becomes a copy of another's. Never an acker's (rule 6: what an acker received may not be dropped; it
 * leaves first), never the recorded primary's: looked at before every act. docs/protocol.md, "Rejoin", step 3.
 */
public final class Reclone extends Procedure {
    private static final Duration ROOM_AGAIN = Duration.ofSeconds(30);
    private static final Duration NO_ANSWER = Duration.ofSeconds(30);
    /** Of each step but the copy, which has a deadline of its own. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final long MARGIN_PERCENT = 10;

    private final String server;
    private final String cause;
    private final boolean asked;
    private GtidSet primaryHolds = GtidSet.EMPTY;
    private String donor = "";
    private String whyDonor = "";
    private String incarnation = "";
    private boolean begun;
    private boolean waitsForRoom;
    private boolean brokeOff;
    private Answer.Done copied = new Answer.Done(GtidSet.EMPTY, GtidSet.EMPTY, new TreeMap<>());

    /** @param asked by an operator: it ends with the reason instead of waiting for room */
    public Reclone(Desk desk, String id, String server, String cause, boolean asked) {
        super(desk, Plan.RECLONE, id);
        this.server = server;
        this.cause = cause;
        this.asked = asked;
    }

    public String server() {
        return server;
    }

    public String cause() {
        return cause;
    }

    public boolean asked() {
        return asked;
    }

    /** Empty before one was chosen. */
    public String donor() {
        return donor;
    }

    /** The copy itself ended short of its goal: what the server had may be dropped. */
    public boolean brokeOff() {
        return brokeOff;
    }

    /** It stands still until somebody makes room. */
    public boolean waitsForRoom() {
        return waitsForRoom;
    }

    /** What the agent said: the saved leftovers, if any. */
    public SortedMap<String, String> details() {
        return copied.details();
    }

    @Override
    protected Verdict act(String step) {
        if (desk.record().ackers().contains(server) || desk.record().primary().equals(server)) {
            return new Verdict.Stop(server + " counts: an acker leaves first, a primary hands over first");
        }
        if (!step.equals("copy") && inStep().compareTo(PATIENCE) > 0) {
            return new Verdict.Stop("not done within " + PATIENCE.toMinutes() + " min");
        }
        Optional<ServerSight> primary = desk.topology().primary().filter(ServerSight::running);
        if (primary.isEmpty() || desk.writing() || clusterRuns()) {
            return Verdict.waitFor("the primary, and the record");
        }
        return switch (step) {
            case "compare" -> compare(primary.get());
            case "measure" -> measure(primary.get());
            case "copy" -> copy();
            case "verify" -> verify();
            default -> throw new IllegalStateException(step);
        };
    }

    private Verdict compare(ServerSight primary) {
        if (!seen(server)) {
            return new Verdict.Stop(server + " cannot be seen");
        }
        if (!(insist(primary.name(), new Order.ReadSets()) instanceof Outcome.Done done)) {
            return Verdict.waitFor("the primary's transactions");
        }
        primaryHolds = done.answer().executed().union(done.answer().received());
        return Verdict.NEXT;
    }

    private Verdict measure(ServerSight primary) {
        if (!seen(server)) {
            return new Verdict.Stop(server + " cannot be seen");
        }
        if (donor.isEmpty() || !usable(donor)) {
            Donors chosen = Donors.choose(desk.topology(), primary, server);
            donor = chosen.server().name();
            whyDonor = chosen.why();
        }
        Outcome there = insist(donor, new Order.Measure());
        Outcome here = insist(server, new Order.Measure());
        if (there instanceof Outcome.Done theirs && here instanceof Outcome.Done mine) {
            return room(bytes(theirs, "data.bytes"), bytes(mine, "data.bytes"), bytes(mine, "free.bytes"));
        }
        return inStep().compareTo(NO_ANSWER) < 0
                ? Verdict.waitFor("the sizes. " + there.trouble() + here.trouble())
                : new Verdict.Stop("no answer of how much room there is. " + there.trouble() + here.trouble());
    }

    /** Its own data goes first, so that its room counts. */
    private Verdict room(long data, long own, long free) {
        long needed = data + data / 100 * MARGIN_PERCENT;
        waitsForRoom = needed > free + own;
        if (!waitsForRoom) {
            return Verdict.NEXT;
        }
        String why = "the data of " + donor + " needs " + needed + " bytes, and " + server + " has " + (free + own)
                + " (" + free + " free, " + own + " of its own data)";
        if (asked) {
            return new Verdict.Stop(why);
        }
        askAgainAfter(ROOM_AGAIN, donor, new Order.Measure());
        askAgainAfter(ROOM_AGAIN, server, new Order.Measure());
        return Verdict.waitFor(why);
    }

    private static long bytes(Outcome.Done done, String detail) {
        return Long.parseLong(done.answer().details().getOrDefault(detail, "0"));
    }

    private Verdict copy() {
        Optional<Report> report =
                desk.topology().server(server).filter(ServerSight::fresh).flatMap(ServerSight::report);
        if (incarnation.isEmpty()) {
            if (report.isEmpty()) {
                return new Verdict.Stop(server + " cannot be seen");
            }
            incarnation = report.get().incarnation();
        }
        ServerSight source = desk.topology().server(donor).orElseThrow();
        Order reclone = new Order.Reclone(Desk.endpoint(source), primaryHolds);
        Outcome outcome = ask(server, reclone);
        return switch (outcome) {
            case Outcome.Done done -> {
                copied = done.answer();
                yield Verdict.NEXT;
            }
            case Outcome.Pending o -> pending(reclone, source, report);
            case Outcome.Refused o -> new Verdict.Stop("not begun: " + o.sentence());
            case Outcome.Unknown o -> {
                brokeOff = true;
                yield new Verdict.Stop(o.sentence());
            }
        };
    }

    /** MySQL itself waits five minutes for a donor that died; killing its mysqld ends the copy at once. */
    private Verdict pending(Order reclone, ServerSight source, Optional<Report> report) {
        boolean restarted =
                report.filter(r -> !r.incarnation().equals(incarnation)).isPresent();
        boolean whole = report.filter(r -> r.copying().isEmpty()).isPresent();
        begun |= report.isPresent() && !whole;
        if (restarted || (begun && whole)) {
            return unanswered(reclone, restarted);
        }
        if (source.fresh() && !source.running()) {
            ask(server, new Order.Fence("the donor " + donor + " is gone"));
        }
        return Verdict.waitFor("the copy of " + whyDonor + progress(report));
    }

    /** An answer comes before the report that shows its effect: one that has not come by then went with its link. */
    private Verdict unanswered(Order reclone, boolean restarted) {
        String why = restarted
                ? "the agent of " + server + " was restarted in the middle of the copy"
                : "the copy is complete, and its answer was lost: " + server + " is looked at as any other";
        if (!restarted) {
            desk.memory().forgetDiverged(server);
        }
        expectNoAnswer(server, reclone, why);
        return new Verdict.Stop(why);
    }

    private static String progress(Optional<Report> report) {
        return report.flatMap(Report::copying)
                .filter(c -> !c.stage().isEmpty())
                .map(c -> "; " + c.stage() + ", " + c.copied() + " of " + c.total() + " bytes")
                .orElse("");
    }

    /** Its own set was read first: what the primary wrote meanwhile must not look like its own. */
    private Verdict verify() {
        if (!(insist(desk.record().primary(), new Order.ReadSets()) instanceof Outcome.Done done)) {
            return Verdict.waitFor("the primary's transactions");
        }
        GtidSet left = copied.executed()
                .minus(done.answer().executed().union(done.answer().received()));
        if (!left.isEmpty()) {
            desk.memory().remembersDiverged(server, "the copy has transactions that the primary lacks: " + left);
            return new Verdict.Stop("the copy has transactions that the primary lacks: " + left);
        }
        desk.memory().forgetDiverged(server);
        return Verdict.NEXT;
    }

    /** Whom a failover has just read may be named primary next, acker or not: its data stays until somebody is. */
    private boolean clusterRuns() {
        return desk.record().run().kind() != Run.Kind.NONE;
    }

    private boolean seen(String name) {
        return desk.topology().server(name).filter(ServerSight::fresh).isPresent();
    }

    private boolean usable(String name) {
        return desk.topology().server(name).filter(ServerSight::running).isPresent();
    }
}

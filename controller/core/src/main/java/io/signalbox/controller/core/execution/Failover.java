package io.signalbox.controller.core.execution;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Order;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.record.JournalEntry;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.core.settings.ClusterSettings.DatabaseServer;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.controller.core.topology.Testimony;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The primary is lost: revoke, choose, promote, route. docs/protocol.md, "Failover". */
public final class Failover extends Procedure {
    /** Servers whose answer is not needed are waited for no longer than this: their sets may still be the best. */
    private static final Duration COURTESY = Duration.ofMillis(150);

    private static final String LOSS_ALLOWED = "an operator allowed data loss";

    private final Run run;
    private final boolean fence;
    private final boolean allowDataLoss;
    private final List<Testimony> evidence;
    private final GtidSet lastHeard;
    private final Fences fences;
    private final Opening opening;
    private final SortedMap<String, GtidSet> found = new TreeMap<>();
    private final SortedMap<String, GtidSet> received = new TreeMap<>();
    private final SortedMap<String, GtidSet> executed = new TreeMap<>();
    private final SortedMap<String, GtidSet> lost = new TreeMap<>();
    private Optional<Election.Choice> choice = Optional.empty();
    private Optional<CatchUp> catchUp = Optional.empty();
    private String givenUp = "";

    /**
     * @param fence the old primary may still run: kill it
     * @param allowDataLoss an operator said by name that servers which cannot be reached shall not be waited for
     */
    public Failover(Desk desk, Run run, boolean fence, boolean allowDataLoss) {
        super(desk, Plan.FAILOVER, run.id());
        this.run = run;
        this.fence = fence;
        this.allowDataLoss = allowDataLoss;
        this.opening = new Opening(this, allowDataLoss);
        this.evidence = Testimony.of(desk.topology());
        this.fences = new Fences(desk);
        this.lastHeard = desk.memory().lastHeardOf(run.from());
    }

    /**
     * Goes on where a dead leader left off: its epoch is recorded, and some servers may be detached.
     *
     * @param journal of the dead leader; an operator's word is found there, and nowhere else
     */
    public static Failover resumed(Desk desk, List<JournalEntry> journal) {
        Run run = desk.record().run();
        Failover failover = new Failover(desk, run, true, allowedLoss(run, journal));
        failover.beginAt("revoke");
        return failover;
    }

    /** Whether the journal says that this run was begun with {@code allowDataLoss}. */
    public static boolean allowedLoss(Run run, List<JournalEntry> journal) {
        return journal.stream()
                .anyMatch(e -> e.run().equals(run.id()) && e.sentence().equals(LOSS_ALLOWED));
    }

    public Run run() {
        return run;
    }

    /** What each witness said when this began, or was resumed. */
    public List<Testimony> evidence() {
        return evidence;
    }

    /** What the old primary was heard to have executed, before this began. */
    public GtidSet lastHeard() {
        return lastHeard;
    }

    public Fences fences() {
        return fences;
    }

    /** What the new primary had executed when it was opened. */
    public GtidSet opened() {
        return opening.executed();
    }

    /** What each reached server held when it was detached first. */
    public SortedMap<String, GtidSet> found() {
        return found;
    }

    /** The record's promise did not cover this failover: what the old primary acknowledged cannot be vouched for. */
    public boolean vouchesForNothing() {
        return allowDataLoss;
    }

    @Override
    protected String remark() {
        return allowDataLoss ? LOSS_ALLOWED : "";
    }

    @Override
    protected boolean skips(String step) {
        return step.equals("catch-up")
                && choice.filter(Election.Choice::complete).isPresent();
    }

    @Override
    protected Verdict act(String step) {
        fences.lookAtProxies();
        return switch (step) {
            case "announce" -> write(r -> Amend.of(r).nextEpoch().run(run).done());
            case "revoke" -> revoke();
            case "catch-up" -> catchUp();
            case "name" -> name();
            case "open" -> opening.open();
            case "route" -> opening.route();
            case "finish" -> opening.finish();
            default -> throw new IllegalStateException(step);
        };
    }

    private Verdict revoke() {
        if (!givenUp.isEmpty()) {
            return giveUp();
        }
        if (!desk.record().proven() && !allowDataLoss) {
            givenUp =
                    "the record is not proven, and no operator's word is known: only the recorded primary may be opened";
            return giveUp();
        }
        fenceOldPrimary();
        servants().forEach(this::detach);
        desk.router().want(Order.Writer.NONE, false);
        if (enough() && (everybodyAnswered() || inStep().compareTo(COURTESY) >= 0)) {
            return elect();
        }
        Duration patience = desk.settings().bounds().commandDeadline().multipliedBy(2);
        if (inStep().compareTo(patience) >= 0) {
            givenUp =
                    "only " + reachedAckers() + " of " + desk.record().ackers().size() + " ackers were detached, "
                            + desk.topology().quorum() + " are needed";
            return giveUp();
        }
        return Verdict.waitFor(
                reachedAckers() + " of at least " + desk.topology().quorum() + " ackers are detached");
    }

    private void fenceOldPrimary() {
        ServerSight old = desk.primary();
        if (fence && old.linked() && !old.dead()) {
            if (insist(old.name(), new Order.Fence("lost its epoch: " + run.cause()))
                    .isDone()) {
                fences.saw(old.name(), "killed: it comes back through the start gate");
            }
        }
    }

    private void detach(ServerSight s) {
        if (insist(s.name(), new Order.Detach()) instanceof Outcome.Done done) {
            detached(s.name(), done);
        }
    }

    private void detached(String server, Outcome.Done done) {
        fences.saw(server, "detached: it acknowledges nothing any more");
        GtidSet held = done.answer().received().union(done.answer().executed());
        found.putIfAbsent(server, held);
        received.put(server, held);
        executed.put(server, done.answer().executed());
        noteLoss(server, done.answer().details().getOrDefault(Answer.LOST, ""));
    }

    /** An operator who allowed data loss is not held up by it. */
    private void noteLoss(String server, String gtids) {
        if (!gtids.isEmpty() && !allowDataLoss && desk.record().ackers().contains(server)) {
            lost.put(server, GtidSet.parse(gtids));
        }
    }

    private boolean enough() {
        if (!allowDataLoss) {
            return reachedAckers() >= desk.topology().quorum();
        }
        boolean waited = inStep().compareTo(desk.settings().bounds().commandDeadline()) >= 0;
        return everybodyAnswered() || (waited && !received.isEmpty());
    }

    private long reachedAckers() {
        return desk.record().ackers().stream().filter(received::containsKey).count();
    }

    private boolean everybodyAnswered() {
        return servants().stream().allMatch(s -> received.containsKey(s.name()));
    }

    /**
     * Servers that operators took out of service are left as they are, and so are those that only a copy of another's data
     * makes whole; nobody asks what they hold, as ackers hold every acknowledged write.
     */
    private List<ServerSight> servants() {
        return desk.topology().others().stream()
                .filter(s -> desk.record().ackers().contains(s.name()) || !isLeftOut(s.name()))
                .toList();
    }

    private boolean isLeftOut(String server) {
        return desk.record().maintenance().contains(server)
                || (!allowDataLoss && desk.memory().diverged(server).isPresent());
    }

    /** What is chosen here stays so for this run: what bars a server may change at any moment. */
    private Verdict elect() {
        Election election = election();
        choice = election.choice(run.to());
        if (choice.isEmpty()) {
            givenUp = election.obstacle(run.to());
            return giveUp();
        }
        catchUp = choice.filter(c -> !c.complete()).map(c -> new CatchUp(this, c, election.all()));
        desk.tell("failover.revoked", "the old primary can acknowledge nothing any more", "sets", received.toString());
        return Verdict.NEXT;
    }

    private Election election() {
        return new Election(desk.topology(), received, executed, lost);
    }

    private Verdict catchUp() {
        CatchUp bringing = catchUp.orElseThrow();
        if (givenUp.isEmpty() && bringing.hopeless(inStep())) {
            givenUp = bringing.failure();
            desk.memory().couldNotCatchUp(desk.now());
        }
        return givenUp.isEmpty() ? bringing.advance(done -> detached(winner(), done)) : giveUp();
    }

    private String winner() {
        return choice.orElseThrow().winner();
    }

    /** Nobody was named: the recorded primary may be opened again, and its ackers may follow it again. */
    private Verdict giveUp() {
        return write(r -> Amend.of(r).run(Run.NONE).done()) instanceof Verdict.Next
                ? new Verdict.Stop(givenUp)
                : Verdict.waitFor("the record's write, after giving up: " + givenUp);
    }

    private Verdict name() {
        boolean nobodyMissing = everybodyButOldAnswered() && !allowDataLoss;
        return write(r -> election()
                .name(r, winner(), r.ackers(), nobodyMissing, desk.settings().k()));
    }

    private boolean everybodyButOldAnswered() {
        return desk.settings().servers().stream()
                .map(DatabaseServer::name)
                .filter(s -> !s.equals(run.from()))
                .allMatch(received::containsKey);
    }
}

package io.signalbox.controller.core.execution;

import io.signalbox.agents.protocol.Order;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.record.JournalEntry;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.core.settings.ClusterSettings.DatabaseServer;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    private final Opening opening = new Opening(this);
    private final SortedMap<String, GtidSet> received = new TreeMap<>();
    private final SortedMap<String, GtidSet> executed = new TreeMap<>();
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

    /** What each reached server held when it was detached. */
    public SortedMap<String, GtidSet> received() {
        return received;
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
    protected Verdict act(String step) {
        return switch (step) {
            case "announce" -> write(r -> Amend.of(r).nextEpoch().run(run).done());
            case "revoke" -> revoke();
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
            insist(old.name(), new Order.Fence("lost its epoch: " + run.cause()));
        }
    }

    private void detach(ServerSight s) {
        if (insist(s.name(), new Order.Detach()) instanceof Outcome.Done done) {
            received.put(s.name(), done.answer().received().union(done.answer().executed()));
            executed.put(s.name(), done.answer().executed());
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

    /** Servers that operators took out of service are left as they are, and nobody asks what they hold. */
    private List<ServerSight> servants() {
        return desk.topology().others().stream()
                .filter(s -> !desk.record().maintenance().contains(s.name())
                        || desk.record().ackers().contains(s.name()))
                .toList();
    }

    private Verdict elect() {
        Election election = new Election(received, executed);
        if (winner(election).isEmpty()) {
            givenUp = run.to().isEmpty()
                    ? "diverged: no server holds all that the reached servers hold " + received
                    : run.to() + " does not hold all that the reached servers hold " + received;
            return giveUp();
        }
        desk.tell("failover.revoked", "the old primary can acknowledge nothing any more", "sets", received.toString());
        return Verdict.NEXT;
    }

    /** Who could not carry a primary comes last; what it received counts all the same. */
    private Optional<String> winner(Election election) {
        List<String> fit = election.candidates(order()).stream()
                .filter(c -> desk.topology().server(c).filter(ServerSight::fit).isPresent())
                .toList();
        return run.to().isEmpty() && !fit.isEmpty() ? Optional.of(fit.getFirst()) : election.winner(run.to(), order());
    }

    /** Nobody was named: the recorded primary may be opened again, and its ackers may follow it again. */
    private Verdict giveUp() {
        return write(r -> Amend.of(r).run(Run.NONE).done()) instanceof Verdict.Next
                ? new Verdict.Stop(givenUp)
                : Verdict.waitFor("the record's write, after giving up: " + givenUp);
    }

    private Verdict name() {
        Optional<String> winner = winner(new Election(received, executed));
        boolean nobodyMissing = everybodyButOldAnswered() && !allowDataLoss;
        return winner.isEmpty()
                ? new Verdict.Stop("no candidate")
                : write(r -> new Election(received, executed)
                        .name(
                                r,
                                winner.get(),
                                r.ackers(),
                                nobodyMissing,
                                desk.settings().k()));
    }

    private boolean everybodyButOldAnswered() {
        return desk.settings().servers().stream()
                .map(DatabaseServer::name)
                .filter(s -> !s.equals(run.from()))
                .allMatch(received::containsKey);
    }

    private List<String> order() {
        return desk.settings().servers().stream().map(DatabaseServer::name).toList();
    }

    /** By server, as text: for the receipt. */
    public Map<String, String> sets() {
        SortedMap<String, String> texts = new TreeMap<>();
        received.forEach((server, set) -> texts.put(server, set.toString()));
        return texts;
    }
}

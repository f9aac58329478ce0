package io.signalbox.agents.core;

import static io.signalbox.agents.core.Program.Need.MYSQLD;
import static io.signalbox.agents.core.Program.Need.NOTHING;
import static io.signalbox.agents.core.Program.Need.PROCESS;

import io.signalbox.agents.protocol.Answer.Refusal;
import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Order;
import io.signalbox.mysql.act.MysqlAct;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The table of programs: which steps, in which order, make up each order. The order is the protocol's. */
final class Programs {
    private static final String NO_SOURCE = "NO_SOURCE";

    /** How often commits that wait are looked at within {@link AgentSettings.Bounds#look}. */
    private static final int LOOKS = 10;

    private final AgentSettings settings;
    private final AgentSettings.Bounds bounds;

    Programs(AgentSettings settings) {
        this.settings = settings;
        this.bounds = settings.bounds();
    }

    /** @param tide knows what this server should hold */
    Program of(Command command, Tide tide) {
        return switch (command.order()) {
            case Order.Follow follow -> follow(follow, command.epoch());
            case Order.Detach() ->
                Program.of(MYSQLD, stopReceiver()).promising(memory -> memory.promising(command.epoch()));
            case Order.Open open -> open(open, command.epoch(), tide);
            case Order.Close close -> Program.of(MYSQLD, situation -> close(close.lockWait()));
            case Order.Holds holds ->
                Program.of(MYSQLD, situation -> holds(holds)).keepingSource();
            case Order.GoAlone() ->
                Program.of(MYSQLD, semiSyncSource(false), readSets()).keepingSource();
            case Order.Admit admit ->
                Program.of(MYSQLD, act(new MysqlAct.OpenDoor(admit.replica())), readSets())
                        .keepingSource();
            case Order.Dismiss dismiss ->
                Program.of(MYSQLD, act(new MysqlAct.ShutDoor(dismiss.replica())), readSets())
                        .keepingSource();
            case Order.ReadSets() -> Program.of(MYSQLD, readSets()).keepingSource();
            case Order.Fence fence -> Program.of(PROCESS, situation -> situation.alive() ? List.of(kill()) : List.of());
            case Order.Start() -> Program.of(PROCESS, situation -> start(situation));
            case Order.Rewind rewind -> rewind(rewind.primaryHolds());
            case Order.Shutdown() -> Program.of(PROCESS, this::shutdown);
            case Order.Measure() ->
                Program.of(NOTHING, Step.of((id, facts) -> new AgentEffect.Measure(id, bounds.act())))
                        .keepingSource();
            case Order.Reclone reclone -> reclone(reclone);
            case Order.Learn learn ->
                Program.of(NOTHING).promising(memory -> memory.learning(learn)).keepingSource();
            case Order.Route route ->
                Program.of(NOTHING, Step.of((id, facts) -> new AgentEffect.ApplyRoute(id, command.token(), route)))
                        .promising(memory -> memory.routing(route, command.token()));
        };
    }

    /** What an Open leaves for later: nothing is received any more, and all that was received is applied. */
    Program forgetSource() {
        return Program.of(MYSQLD, act(new MysqlAct.ForgetSource()).tolerating(NO_SOURCE));
    }

    /** The last part of leaving service: whatever the first part did, mysqld ends. Never SIGTERM, which acknowledges. */
    Program leaveService() {
        return Program.of(PROCESS, Step.of((id, facts) -> new AgentEffect.Pause(id, bounds.offline())), kill());
    }

    /** An orderly end that somebody else began is cut short. */
    Program cutShort() {
        return Program.of(PROCESS, kill());
    }

    /**
     * An applier that stands still must run before the source is changed: MySQL drops the relay log otherwise. A server
     * that was opened is closed first. Whoever follows is opened by no older record's leader: it promises the epoch. One that was not is closed when it receives: clients may wait for that. One that
     * follows as wanted already keeps its connection: the acknowledgements of a new one may be read up to 1 s late, since
     * MySQL's thread for them waits that long for those it knew before.
     */
    private Program follow(Order.Follow follow, long epoch) {
        return Program.of(MYSQLD, situation -> {
                    List<Step> steps = new ArrayList<>();
                    if (situation.tail()) {
                        steps.add(closeWithin(bounds.lockWait()));
                        steps.add(countWaiting()
                                .refusedIf(
                                        facts -> facts.waiting() > 0,
                                        Refusal.COMMITS_ARE_WAITING,
                                        "switching the source side off would acknowledge the commits that wait"));
                        steps.addAll(connect(follow));
                    } else {
                        steps.add(act(new MysqlAct.CheckSource(source(follow), follow.semiSync())));
                        connect(follow).forEach(step -> steps.add(step.unless(Facts::follows)));
                        steps.add(closeWithin(bounds.lockWait()));
                    }
                    steps.add(semiSyncSource(false));
                    steps.add(startApplier());
                    steps.add(readSets());
                    return steps;
                })
                .promising(memory -> memory.promising(epoch))
                .settling(memory -> memory.withTail(false));
    }

    private List<Step> connect(Order.Follow follow) {
        List<Step> steps = new ArrayList<>();
        steps.add(stopReceiver());
        if (follow.semiSync()) {
            steps.add(act(new MysqlAct.SetSemiSyncReplica(true)));
        }
        steps.add(startApplier().tolerating(NO_SOURCE).unless(Facts::allIsApplied));
        steps.add(act(source(follow)));
        steps.add(act(new MysqlAct.StartReceiver()));
        return steps;
    }

    private MysqlAct.ChangeSource source(Order.Follow follow) {
        Order.Endpoint source = follow.source();
        return new MysqlAct.ChangeSource(source.host(), source.port(), settings.bind(), settings.account());
    }

    /**
     * A Follow that was cut short may have left the applier standing, or its commits waiting behind the source side of
     * a server that was primary before; nothing but the applier commits there, so nothing is acknowledged by that.
     * mysqld may have ended since its sets were read for the choice: what it holds now must be what it held.
     */
    private Program open(Order.Open open, long epoch, Tide tide) {
        return Program.of(
                        MYSQLD,
                        stopReceiver()
                                .refusedIf(
                                        facts -> !open.despiteLoss() && !tide.isHeldBy(facts.received()),
                                        Refusal.RECEIVED_IS_LOST,
                                        "this server does not hold any more what it once had received"),
                        semiSyncSource(false).unless(Facts::allIsApplied),
                        startApplier().tolerating(NO_SOURCE).unless(Facts::allIsApplied),
                        waitForApplier(),
                        act(new MysqlAct.Open(open.count(), open.sourceSide())).reading())
                .promising(memory -> memory.promising(epoch))
                .risking(memory -> memory.withTail(true))
                .keepingSource();
    }

    private List<Step> close(Duration lockWait) {
        List<Step> steps = unlessCommitsAreStuck();
        steps.add(closeWithin(lockWait));
        return steps;
    }

    private List<Step> holds(Order.Holds holds) {
        List<Step> steps = new ArrayList<>();
        new TreeSet<>(holds.shutOut()).forEach(replica -> steps.add(act(new MysqlAct.ShutDoor(replica))));
        steps.add(act(new MysqlAct.SetAckCount(holds.count())));
        steps.add(semiSyncSource(true));
        steps.add(act(new MysqlAct.ReadHistory()).reading());
        return steps;
    }

    private List<Step> start(Program.Situation situation) {
        return situation.running() ? List.of(readSets()) : List.of(startMysqld(), readSets());
    }

    /** A server that runs, was not opened since it last followed, and has nothing of its own is left alone. */
    private Program rewind(GtidSet keep) {
        return Program.of(PROCESS, situation -> {
                    Step cut = Step.of((id, facts) -> new AgentEffect.CutTail(id, keep, bounds.cut()));
                    List<Step> restart = List.of(kill(), cut, startMysqld(), readSets());
                    List<Step> steps = new ArrayList<>();
                    if (!situation.running() || situation.tail()) {
                        steps.addAll(restart);
                    } else {
                        steps.add(readSets());
                        restart.forEach(step -> steps.add(step.unless(facts -> keep.contains(facts.executed()))));
                    }
                    dropRelayLog().forEach(step -> steps.add(step.unless(facts -> keep.contains(facts.received()))));
                    return steps;
                })
                .risking(memory -> memory.withTail(true))
                .settling(memory -> memory.withTail(false));
    }

    /** What was received of a source that is primary no more, and not applied: it would be applied under the next source. */
    private List<Step> dropRelayLog() {
        return List.of(
                stopReceiver(),
                act(new MysqlAct.StopApplier()).tolerating(NO_SOURCE),
                act(new MysqlAct.DropSource()).tolerating(NO_SOURCE),
                readSets());
    }

    /**
     * A server that runs and was not opened since it last followed is copied to as it is; any other is killed first, and
     * comes up harmless: what its tail commits then is only what the copy replaces. The mark that its data is not whole
     * is on disk before the first act, and goes after the last.
     */
    private Program reclone(Order.Reclone reclone) {
        Order.Endpoint donor = reclone.donor();
        return Program.of(PROCESS, situation -> {
                    List<Step> steps = new ArrayList<>();
                    if (!situation.running() || situation.tail()) {
                        steps.add(kill());
                        steps.add(startMysqld());
                    }
                    steps.add(stopReceiver());
                    steps.add(act(new MysqlAct.StopApplier()).tolerating(NO_SOURCE));
                    steps.add(closeWithin(bounds.lockWait()));
                    steps.add(Step.of(
                            (id, facts) -> new AgentEffect.SaveLeftovers(id, reclone.primaryHolds(), bounds.cut())));
                    steps.add(Step.act(new MysqlAct.Clone(donor.host(), donor.port()), bounds.copy()));
                    steps.add(Step.of((id, facts) -> new AgentEffect.StopMysqld(id, bounds.stop())));
                    steps.add(Step.of((id, facts) -> new AgentEffect.ForgetPast(id, bounds.cut())));
                    steps.add(startMysqld());
                    steps.add(act(new MysqlAct.ConfirmCopy()));
                    steps.add(act(new MysqlAct.DropSource()).tolerating(NO_SOURCE));
                    steps.add(readSets());
                    return steps;
                })
                .risking(memory -> memory.withTail(true).copyingFrom(donor.server()))
                .settling(memory -> memory.withTail(false).whole());
    }

    private List<Step> shutdown(Program.Situation situation) {
        List<Step> steps = new ArrayList<>();
        if (situation.running()) {
            steps.addAll(unlessCommitsAreStuck());
            steps.add(closeWithin(bounds.lockWait()));
            steps.add(countWaiting()
                    .refusedIf(
                            facts -> facts.waiting() > 0,
                            Refusal.COMMITS_ARE_WAITING,
                            "an orderly end would acknowledge the commits that wait"));
        }
        steps.add(Step.of((id, facts) -> new AgentEffect.StopMysqld(id, bounds.stop())));
        return steps;
    }

    /**
     * Commits that wait are ordinary under load; commits that wait and do not move are not. They are looked at in small
     * steps, as all that comes after this waits for the first that moved.
     */
    private List<Step> unlessCommitsAreStuck() {
        List<Step> steps = new ArrayList<>(List.of(countWaiting(), readSets().unless(Facts::nothingWaits)));
        Duration pause = bounds.look().dividedBy(LOOKS);
        for (int look = 1; look <= LOOKS; look++) {
            Predicate<Facts> seen = look == 1 ? Facts::nothingWaits : facts -> !facts.commitsAreStuck();
            Step again = readSets().unless(seen);
            steps.add(Step.of((id, facts) -> new AgentEffect.Pause(id, pause)).unless(seen));
            steps.add(
                    look < LOOKS
                            ? again
                            : again.refusedIf(
                                    Facts::commitsAreStuck,
                                    Refusal.COMMITS_ARE_WAITING,
                                    "commits wait for an acknowledgement, and none went through within "
                                            + bounds.look().toMillis() + " ms"));
        }
        return steps;
    }

    private Step act(MysqlAct act) {
        return Step.act(act, bounds.act());
    }

    private Step stopReceiver() {
        return act(new MysqlAct.StopReceiver()).reading();
    }

    private Step startApplier() {
        return act(new MysqlAct.StartApplier());
    }

    private Step semiSyncSource(boolean on) {
        return act(new MysqlAct.SetSemiSyncSource(on));
    }

    private Step closeWithin(Duration lockWait) {
        return Step.act(new MysqlAct.Close(lockWait), bounds.act().plus(lockWait))
                .reading();
    }

    private Step readSets() {
        return act(new MysqlAct.ReadSets()).reading();
    }

    private Step countWaiting() {
        return act(new MysqlAct.CountWaiting());
    }

    private Step waitForApplier() {
        return Step.of((id, facts) -> new AgentEffect.Act(
                        id,
                        new MysqlAct.WaitForExecuted(facts.received(), bounds.apply()),
                        bounds.apply().plus(bounds.act())))
                .unless(Facts::allIsApplied);
    }

    private Step kill() {
        return Step.of((id, facts) -> new AgentEffect.KillMysqld(id, bounds.kill()));
    }

    private Step startMysqld() {
        return Step.of((id, facts) -> new AgentEffect.StartMysqld(id, bounds.start()));
    }
}

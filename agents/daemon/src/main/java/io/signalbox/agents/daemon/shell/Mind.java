package io.signalbox.agents.daemon.shell;

import io.signalbox.agents.core.AgentCore;
import io.signalbox.agents.core.AgentEffect;
import io.signalbox.agents.core.AgentEvent;
import io.signalbox.agents.core.AgentEvent.ActFailed;
import io.signalbox.agents.core.AgentEvent.Acted;
import io.signalbox.agents.core.AgentEvent.Booted;
import io.signalbox.agents.core.AgentEvent.Commanded;
import io.signalbox.agents.core.AgentEvent.Ends;
import io.signalbox.agents.core.AgentEvent.Held;
import io.signalbox.agents.core.AgentEvent.Looked;
import io.signalbox.agents.core.AgentEvent.ProcessChanged;
import io.signalbox.agents.core.AgentEvent.Remembered;
import io.signalbox.agents.core.AgentMemory;
import io.signalbox.agents.daemon.metrics.AgentMetrics;
import io.signalbox.agents.daemon.mysql.ActOutcome;
import io.signalbox.agents.daemon.process.ProcessIdentity;
import io.signalbox.agents.daemon.proxy.RouteOutcome;
import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.agents.protocol.Token;
import io.signalbox.mysql.act.MysqlAct;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owns the agent's core: brings it every event, and sees to its effects. On the loop only. */
public final class Mind {
    private static final Logger LOG = LoggerFactory.getLogger(Mind.class);
    /** Writing a kilobyte, also when the disk is busy. */
    private static final Duration REMEMBER = Duration.ofSeconds(5);
    /** More than the proxy's driver promises. */
    private static final Duration ROUTE = Duration.ofSeconds(2);

    private static final SortedMap<String, String> NO_DETAILS = Collections.emptySortedMap();

    private final AgentCore core;
    private final Works works;
    private final Loop loop;
    private final Hands hands;
    private final ThreadFactory threads;
    private final Desk desk;
    private final AgentMetrics metrics;
    private final Runnable changed;
    private final MysqldLife life = new MysqldLife();
    private boolean booted;

    /** @param changed called when the core may say something else now */
    public Mind(
            AgentCore core,
            Works works,
            Loop loop,
            ThreadFactory threads,
            Desk desk,
            AgentMetrics metrics,
            Runnable changed) {
        this.core = core;
        this.works = works;
        this.loop = loop;
        this.threads = threads;
        this.hands = new Hands(loop, threads, this::finished);
        this.desk = desk;
        this.metrics = metrics;
        this.changed = changed;
    }

    /** The first thing that happens on a host with a mysqld; {@code running} is the one that was found. */
    public void boot(Optional<ProcessIdentity> running) {
        running.ifPresent(life::runs);
        boot(running.isPresent() ? ProcessState.RUNNING : ProcessState.EXITED);
    }

    /** The first thing that happens on a host without a mysqld. */
    public void bootWithoutMysqld() {
        boot(ProcessState.NONE);
    }

    /** Whether a mysqld runs that the mind knows of. */
    public boolean knowsMysqld() {
        return life.isKnown();
    }

    public void command(Command command, Consumer<Answer> reply) {
        if (!booted) {
            reply.accept(desk.busy(command, "the agent is starting"));
        } else if (desk.take(command, reply)) {
            happen(new Commanded(command));
        }
    }

    /** The watch saw this process end. */
    public void ended(ProcessIdentity process) {
        if (life.isNews(process)) {
            metrics.mysqldDied();
            happen(new ProcessChanged(ProcessState.EXITED));
        }
    }

    /** A mysqld answers, whoever started it. */
    public void answers(ProcessIdentity process) {
        if (!life.isKnown() && life.runs(process)) {
            happen(new ProcessChanged(ProcessState.RUNNING));
        }
    }

    /** mysqld said that it is ending. */
    public void ends() {
        if (booted && happen(new Ends()).stream().anyMatch(effect -> effect instanceof AgentEffect.KillMysqld)) {
            metrics.endCutShort();
        }
    }

    /** Somebody read what a read-only mysqld holds. Nothing follows from most readings. */
    public void held(Held held) {
        if (booted) {
            List<AgentEffect> effects = core.handle(held);
            effects.forEach(this::begin);
            if (!effects.isEmpty()) {
                changed.run();
            }
        }
    }

    /** Somebody looked who is there. Nothing that a controller must hear follows from most looks. */
    public void looked(Looked look) {
        if (booted) {
            metrics.happened();
            List<AgentEffect> effects = core.handle(look);
            effects.forEach(this::begin);
            metrics.alone(core.isAlone());
            if (!effects.isEmpty()) {
                changed.run();
            }
        }
    }

    private void boot(ProcessState found) {
        booted = true;
        happen(new Booted(found));
    }

    private List<AgentEffect> happen(AgentEvent event) {
        metrics.happened();
        ProcessState before = core.process();
        List<AgentEffect> effects = core.handle(event);
        effects.forEach(this::begin);
        if (before != core.process() || !isOnTheWay(event, effects)) {
            changed.run();
        }
        return effects;
    }

    /** To an answer, with which a report goes out: sixteen agents that tell of each step keep the controller from their answers. */
    private static boolean isOnTheWay(AgentEvent event, List<AgentEffect> effects) {
        return (event instanceof Commanded || event instanceof Remembered)
                && effects.stream().noneMatch(effect -> effect instanceof AgentEffect.Reply);
    }

    private void finished(AgentEvent result) {
        boolean endFailed = result instanceof ActFailed failed && life.isEndOrderedBy(failed.id());
        happen(result);
        if (endFailed && life.endFailed()) {
            happen(new ProcessChanged(ProcessState.EXITED));
        }
    }

    private void begin(AgentEffect effect) {
        switch (effect) {
            case AgentEffect.Remember remember -> remember(remember.id(), remember.memory());
            case AgentEffect.Act act -> act(act.id(), act.act(), act.bound());
            case AgentEffect.KillMysqld kill -> end(kill.id(), kill.bound(), () -> works.kill(kill.bound()));
            case AgentEffect.StopMysqld stop -> end(stop.id(), stop.bound(), () -> works.stop(stop.bound()));
            case AgentEffect.StartMysqld start -> start(start.id(), start.bound());
            case AgentEffect.TurnAway turn -> turnAway(turn);
            case AgentEffect.CutTail cut -> look(cut.id(), cut.bound(), () -> works.cut(cut.keep()));
            case AgentEffect.Measure measure -> look(measure.id(), measure.bound(), works::measure);
            case AgentEffect.SaveLeftovers save ->
                look(save.id(), save.bound(), () -> works.saveLeftovers(save.keep()));
            case AgentEffect.ForgetPast forget ->
                look(forget.id(), forget.bound(), () -> {
                    works.forgetPast();
                    return NO_DETAILS;
                });
            case AgentEffect.ApplyRoute apply -> route(apply.id(), apply.token(), apply.route());
            case AgentEffect.Pause pause -> hands.pause(pause.id(), pause.time(), acted(pause.id(), NO_DETAILS));
            case AgentEffect.Abandon abandon -> abandon(abandon.id());
            case AgentEffect.Reply reply -> {
                desk.deliver(reply.answer());
                works.lookNow();
            }
            case AgentEffect.Say say ->
                LOG.atInfo().addKeyValue("rule", say.type()).log(say.sentence());
        }
    }

    private void remember(long id, AgentMemory memory) {
        hands.begin(id, REMEMBER, () -> {
            works.remember(id, memory);
            return () -> new Remembered(id);
        });
    }

    private void act(long id, MysqlAct act, Duration bound) {
        hands.begin(
                id,
                bound,
                () -> {
                    AgentEvent event = outcome(id, works.act(act, bound));
                    return () -> event;
                },
                works::giveUpActs);
    }

    private interface Ending {
        void await() throws Exception;
    }

    private void end(long id, Duration bound, Ending ending) {
        life.endOrdered(id);
        hands.begin(id, bound, () -> {
            ending.await();
            return () -> {
                life.endAnswered();
                return acted(id, NO_DETAILS);
            };
        });
    }

    /** Two threads, so that neither waits for the other; and nobody waits for them. */
    private void turnAway(AgentEffect.TurnAway turn) {
        metrics.leftService();
        aside(() -> works.closePort(turn.kernel()));
        aside(() -> works.goOffline(turn.offline()));
    }

    private void aside(Ending act) {
        threads.newThread(() -> {
                    try {
                        act.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (Exception e) {
                        LOG.atError()
                                .addKeyValue("rule", "isolation")
                                .setCause(e)
                                .log("A fence failed unexpectedly.");
                    }
                })
                .start();
    }

    private void start(long id, Duration bound) {
        hands.begin(id, bound, () -> {
            ProcessIdentity process = works.start(bound);
            return () -> life.runs(process)
                    ? acted(id, NO_DETAILS)
                    : new ActFailed(id, "ENDED_EARLY", "mysqld answered and ended at once");
        });
    }

    private interface OnFiles {
        SortedMap<String, String> details() throws Exception;
    }

    private void look(long id, Duration bound, OnFiles work) {
        hands.begin(id, bound, () -> {
            SortedMap<String, String> details = work.details();
            return () -> acted(id, details);
        });
    }

    private void route(long id, Token token, Order.Route route) {
        hands.begin(id, ROUTE, () -> {
            AgentEvent event = outcome(id, works.route(token, route));
            return () -> event;
        });
    }

    private void abandon(long id) {
        hands.giveUp(id);
        if (life.isEndOrderedBy(id) && life.endFailed()) {
            loop.execute(() -> happen(new ProcessChanged(ProcessState.EXITED)));
        }
    }

    private static Acted acted(long id, SortedMap<String, String> details) {
        return new Acted(id, GtidSet.EMPTY, GtidSet.EMPTY, details);
    }

    private static AgentEvent outcome(long id, ActOutcome outcome) {
        return switch (outcome) {
            case ActOutcome.Performed done -> new Acted(id, done.executed(), done.received(), done.details());
            case ActOutcome.Failed failed -> new ActFailed(id, failed.code().name(), failed.sentence());
        };
    }

    /** Web servers and readers that differ show in the report; a writer that differs is a failure. */
    private static AgentEvent outcome(long id, RouteOutcome outcome) {
        return switch (outcome) {
            case RouteOutcome.Applied applied -> acted(id, applied.details());
            case RouteOutcome.Differs differs -> differs(id, differs);
            case RouteOutcome.Failed failed -> new ActFailed(id, failed.code(), failed.sentence());
        };
    }

    private static AgentEvent differs(long id, RouteOutcome.Differs outcome) {
        String all = String.join("; ", outcome.differences());
        SortedMap<String, String> details = new TreeMap<>(outcome.details());
        details.put("differs", all);
        return outcome.writerAsWanted() ? acted(id, details) : new ActFailed(id, "DIFFERS", all);
    }
}

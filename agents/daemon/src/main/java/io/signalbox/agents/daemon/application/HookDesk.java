package io.signalbox.agents.daemon.application;

import io.signalbox.agents.daemon.process.ProcessIdentity;
import io.signalbox.agents.protocol.Application;
import io.signalbox.agents.protocol.Application.Outcome;
import io.signalbox.agents.protocol.Application.Run;
import io.signalbox.agents.protocol.Application.RunState;
import io.signalbox.agents.protocol.Application.Start;
import io.signalbox.agents.protocol.Application.Stop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes starts and stops, one run at a time, and remembers on disk what it takes. Its methods block shortly. */
public final class HookDesk {
    private static final Logger LOG = LoggerFactory.getLogger(HookDesk.class);

    private final Optional<Hook> hook;
    private final KeptFile file;
    private final Runnable ended;
    private Kept kept;
    private @Nullable HookRun running;

    /**
     * What is run, as {@code PROGRAM VERSION}.
     *
     * @param rollback instead of {@code program} when a deployment goes back; empty: the same
     */
    public record Hook(Path program, Optional<Path> rollback, Duration deadline) {
        Path program(boolean back) {
            return back ? rollback.orElse(program) : program;
        }
    }

    /**
     * Ends what an earlier life of this agent left running.
     *
     * @param ended called after every run
     */
    public HookDesk(Optional<Hook> hook, Path stateDir, Runnable ended) throws IOException {
        this.hook = hook;
        this.file = new KeptFile(stateDir.resolve("application.json"));
        this.ended = ended;
        this.kept = file.read();
        endLeftover();
    }

    private void endLeftover() throws IOException {
        Optional<Run> left = kept.run().filter(run -> run.state() == RunState.RUNNING);
        if (left.isEmpty()) {
            return;
        }
        try {
            boolean alive = kept.process()
                    .filter(process -> ProcessIdentity.of(process.pid()).equals(Optional.of(process)))
                    .isPresent();
            if (alive) {
                new Kin(kept.process().orElseThrow().pid()).kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Run run = left.get();
        remember(kept.ended(new Run(
                run.id(),
                run.version(),
                RunState.LOST,
                Run.NO_EXIT,
                run.took(),
                run.output(),
                run.dropped(),
                "the agent was restarted while the hook ran: what it did is not known")));
    }

    boolean deployable() {
        return hook.isPresent();
    }

    synchronized Optional<Run> run() {
        return running == null ? kept.run() : Optional.of(running.now());
    }

    synchronized String lastGood() {
        return kept.lastGood();
    }

    /** The web server answered well, and as this version. */
    synchronized void good(String version) {
        if (Application.isVersion(version) && !version.equals(kept.lastGood())) {
            keep(kept.good(version));
        }
    }

    /** @param heard the newest term in any order that this agent took */
    synchronized Outcome start(Start order, long heard) {
        Optional<Outcome> refusal = refusal(order, heard);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (run().filter(last -> last.id().equals(order.id())).isPresent()) {
            return new Outcome(Outcome.DONE, "it was started before", run());
        }
        if (running != null) {
            return refused("busy", "the hook runs, for " + running.id());
        }
        try {
            return begin(hook.orElseThrow(), order);
        } catch (IOException e) {
            return refused("not_run", "the hook could not be run: " + e.getMessage());
        }
    }

    private Optional<Outcome> refusal(Start order, long heard) {
        if (!Application.isVersion(order.version())) {
            return Optional.of(refused("wrong_version", Application.VERSION_RULE));
        }
        if (hook.isEmpty()) {
            return Optional.of(refused("no_hook", "no hook is configured here"));
        }
        return stale(order.term(), heard)
                .or(() -> HookFile.objection(hook.get().program(order.rollback()))
                        .map(objection -> refused("hook_not_safe", objection)));
    }

    private Optional<Outcome> stale(long term, long heard) {
        long newest = Math.max(heard, kept.term());
        return term < newest
                ? Optional.of(refused("stale_term", "a leader of term " + newest + " was heard here; this is " + term))
                : Optional.empty();
    }

    /** On disk before it is begun: who restarts this agent then learns that it may have been. */
    private Outcome begin(Hook what, Start order) throws IOException {
        Run begun = blank(order, RunState.RUNNING, "");
        remember(kept.with(order.term()).running(begun, Optional.empty()));
        try {
            HookRun run = HookRun.start(what.program(order.rollback()), order.id(), order.version(), what.deadline());
            running = run;
            keep(kept.running(begun, ProcessIdentity.of(run.pid())));
            Thread.ofVirtual().name("hook").start(() -> follow(run));
        } catch (IOException e) {
            keep(kept.ended(blank(order, RunState.FAILED, "it could not be run: " + e.getMessage())));
            throw e;
        }
        LOG.atInfo()
                .addKeyValue("rule", "hook")
                .addKeyValue("run", order.id())
                .addKeyValue("version", order.version())
                .log("The hook runs.");
        return new Outcome(Outcome.DONE, "", run());
    }

    private static Run blank(Start order, RunState state, String sentence) {
        return new Run(order.id(), order.version(), state, Run.NO_EXIT, Duration.ZERO, List.of(), 0, sentence);
    }

    private void follow(HookRun run) {
        try {
            Run how = run.await();
            LOG.atInfo()
                    .addKeyValue("rule", "hook")
                    .addKeyValue("run", how.id())
                    .addKeyValue("exit", how.exit())
                    .log("The hook is {}. {}", how.state(), how.sentence());
            over(how);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ended.run();
    }

    private synchronized void over(Run how) {
        running = null;
        keep(kept.ended(how));
    }

    /** Goes on with it also where the disk does not take it: after a restart it would be as it was before. */
    private void keep(Kept newer) {
        kept = newer;
        try {
            file.write(newer);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("rule", "hook").setCause(e).log("A run could not be remembered.");
        }
    }

    synchronized Outcome stop(Stop order, long heard) {
        Optional<Outcome> stale = stale(order.term(), heard);
        if (stale.isEmpty() && running != null && running.id().equals(order.id())) {
            running.stop("somebody asked that it be stopped");
        }
        return stale.orElseGet(() -> new Outcome(Outcome.DONE, "", run()));
    }

    private Outcome refused(String code, String detail) {
        return new Outcome(code, detail, run());
    }

    private void remember(Kept newer) throws IOException {
        file.write(newer);
        kept = newer;
    }
}

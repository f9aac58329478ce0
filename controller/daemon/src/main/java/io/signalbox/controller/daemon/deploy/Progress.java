package io.signalbox.controller.daemon.deploy;

import io.signalbox.agents.protocol.Application.Run;
import io.signalbox.controller.daemon.deploy.Deployment.Phase;
import io.signalbox.controller.daemon.deploy.Deployment.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A deployment in progress: what it is now, in the journal before anything follows from it. From several threads. */
final class Progress {
    /** A store that is away for longer ends this controller's part. */
    static final Duration JOURNAL_BOUND = Duration.ofSeconds(30);

    private static final Duration AGAIN = Duration.ofMillis(500);

    private final Journal journal;
    private final BooleanSupplier leads;
    private final Pace pace;
    private final Consumer<Deployment> told;
    private volatile Deployment now;

    /** @param told hears every change */
    Progress(Deployment begun, Journal journal, BooleanSupplier leads, Pace pace, Consumer<Deployment> told) {
        this.now = begun;
        this.journal = journal;
        this.leads = leads;
        this.pace = pace;
        this.told = told;
    }

    Deployment now() {
        return now;
    }

    /** Returns when it is durable. */
    synchronized void phase(Phase phase, String sentence) throws Deposed, InterruptedException {
        keep(now.at(phase, sentence, pace.now()));
    }

    /** Returns when it is durable. */
    synchronized void step(String server, UnaryOperator<Target> change) throws Deposed, InterruptedException {
        keep(now.with(server, change, pace.now()));
    }

    /** What the hook writes is shown, and only journaled with the next step. */
    synchronized void ran(String server, Run run) {
        now = now.with(server, target -> target.with(run), pace.now());
        told.accept(now);
    }

    private void keep(Deployment newer) throws Deposed, InterruptedException {
        Duration until = pace.elapsed().plus(JOURNAL_BOUND);
        while (true) {
            if (!leads.getAsBoolean()) {
                throw new Deposed("this controller leads no more");
            }
            try {
                journal.write(newer);
                now = newer;
                told.accept(newer);
                return;
            } catch (IOException e) {
                if (pace.elapsed().compareTo(until) > 0) {
                    throw new Deposed("the journal cannot be written: " + e.getMessage());
                }
            }
            pace.pause(AGAIN);
        }
    }
}

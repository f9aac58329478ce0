package io.signalbox.controller.daemon.api;

import io.signalbox.controller.core.effect.Effect.Operation;
import io.signalbox.controller.core.effect.Effect.State;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.daemon.api.Site.Seat;
import io.signalbox.controller.daemon.news.OperationBook;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;

/** Wishes of a plan, sent to a kernel one by one as an operator would, and followed to their ends. Its methods block. */
record Errands(OperationBook operations) {
    /** For a wish beyond the deadline that it was given. */
    private static final Duration BOUND = Duration.ofSeconds(90);

    private static final Duration LOOK = Duration.ofMillis(50);

    /** The kernel's first word. */
    static Operation ask(Seat seat, BiFunction<String, Boolean, Intent> intent, String id, boolean dryRun)
            throws ExecutionException, TimeoutException, InterruptedException {
        return seat.loop().request(intent.apply(id, dryRun)).get(Asking.FIRST_WORD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How it ended; as failed if that cannot be known. */
    Operation end(Seat seat, BiFunction<String, Boolean, Intent> intent, Duration deadline)
            throws InterruptedException {
        String id = Asking.id(false);
        try {
            Operation now = ask(seat, intent, id, false);
            long until = System.nanoTime() + deadline.plus(BOUND).toNanos();
            while ((now.state() == State.RUNNING || now.state() == State.ACCEPTED) && until - System.nanoTime() > 0) {
                LockSupport.parkNanos(LOOK.toNanos());
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                now = operations.find(id).map(OperationBook.Entry::operation).orElse(now);
            }
            return now;
        } catch (ExecutionException | TimeoutException e) {
            return new Operation(id, "", State.FAILED, "the kernel does not answer: " + e.getMessage(), List.of(), "");
        }
    }
}

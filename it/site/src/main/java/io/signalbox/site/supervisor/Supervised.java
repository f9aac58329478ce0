package io.signalbox.site.supervisor;

import io.signalbox.site.supervisor.ProgramStatus.State;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One program and its life: started, watched, started again. {@link #run()} is that life, on a thread of its own. */
final class Supervised implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervised.class);
    private static final Duration KILL_BOUND = Duration.ofSeconds(5);

    private final Program program;
    private final RestartPolicy policy;
    private final Starter starter;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = State.WAITING_TO_RESTART;
    private boolean held;
    private boolean stopping;
    private boolean startNow;
    private int starts;
    private int shortLives;
    private @Nullable RunningProcess current;
    private @Nullable End lastEnd;

    Supervised(Program program, RestartPolicy policy, Starter starter) {
        this.program = program;
        this.policy = policy;
        this.starter = starter;
    }

    Program program() {
        return program;
    }

    @Override
    public void run() {
        try {
            starter.adopt(program).ifPresent(this::runs);
            while (live()) {}
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One turn: start if nothing runs, see it end, pause. False when it is to stay down for good. */
    private boolean live() throws InterruptedException {
        RunningProcess process = running();
        if (process == null) {
            if (!mayStart()) {
                return false;
            }
            process = startOrPause();
            if (process == null) {
                return true;
            }
        }
        long begun = System.nanoTime();
        End end = process.awaitEnd();
        ended(end, Duration.ofNanos(System.nanoTime() - begun));
        return true;
    }

    private @Nullable RunningProcess startOrPause() {
        try {
            RunningProcess process = starter.start(program);
            LOG.info("{} started, pid {}", program.name(), process.identity().pid());
            runs(process);
            return process;
        } catch (IOException e) {
            LOG.error("{} cannot be started: {}", program.name(), e.getMessage());
            ended(new End(End.UNKNOWN), Duration.ZERO);
            return null;
        }
    }

    /** Waits until it is allowed to start; false when it is to stop. */
    private boolean mayStart() throws InterruptedException {
        lock.lock();
        try {
            long left = lastEnd == null ? 0 : policy.pause(shortLives).toNanos();
            while (!stopping && !startNow && (held || state == State.GAVE_UP || left > 0)) {
                if (held || state == State.GAVE_UP) {
                    changed.await();
                } else {
                    left = changed.awaitNanos(left);
                }
            }
            startNow = false;
            state = stopping ? State.STOPPED : state;
            return !stopping;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable RunningProcess running() {
        lock.lock();
        try {
            return current;
        } finally {
            lock.unlock();
        }
    }

    private void runs(RunningProcess process) {
        lock.lock();
        try {
            current = process;
            starts++;
            state = State.RUNNING;
            changed.signalAll();
            // A stop that came between the decision to start and now must still reach the process.
            if (stopping) {
                Signal.TERM.sendTo(process.identity().pid());
            }
        } finally {
            lock.unlock();
        }
    }

    private void ended(End end, Duration life) {
        lock.lock();
        try {
            current = null;
            lastEnd = end;
            shortLives = life.compareTo(policy.shortLife()) < 0 ? shortLives + 1 : 0;
            state = stopping ? State.STOPPED : afterEnd(end);
            starter.forget(program);
            LOG.info("{} {} after {} ms: {}", program.name(), end.words(), life.toMillis(), state);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private State afterEnd(End end) {
        if (held) {
            return State.HELD_DOWN;
        }
        return policy.givesUpAfter(shortLives, end) ? State.GAVE_UP : State.WAITING_TO_RESTART;
    }

    void hold() {
        change(() -> {
            held = true;
            startNow = false; // a start that was asked for twice must not outlive the hold
            state = current == null ? State.HELD_DOWN : state;
        });
    }

    void release() {
        change(() -> {
            held = false;
            if (current == null) {
                startNow();
            }
        });
    }

    void start() {
        change(() -> {
            if (current == null) {
                held = false;
                startNow();
            }
        });
    }

    private void startNow() {
        startNow = true;
        shortLives = 0;
        state = State.WAITING_TO_RESTART;
    }

    /** Ends it: SIGTERM, and SIGKILL when its time is up. Returns when it is down. */
    void stop() throws InterruptedException {
        change(() -> stopping = true);
        signal(Signal.TERM);
        if (!awaitDown(Duration.ofMillis(program.stopMillis()))) {
            LOG.warn("{} did not end within {} ms of SIGTERM: SIGKILL", program.name(), program.stopMillis());
            signal(Signal.KILL);
            awaitDown(KILL_BOUND);
        }
    }

    private void signal(Signal signal) {
        RunningProcess process = running();
        if (process != null) {
            signal.sendTo(process.identity().pid());
        }
    }

    private boolean awaitDown(Duration bound) throws InterruptedException {
        lock.lock();
        try {
            long left = bound.toNanos();
            while (current != null && left > 0) {
                left = changed.awaitNanos(left);
            }
            return current == null;
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    ProgramStatus status() {
        lock.lock();
        try {
            return new ProgramStatus(
                    program.name(),
                    state,
                    Optional.ofNullable(current)
                            .map(process -> process.identity().pid()),
                    starts,
                    Optional.ofNullable(lastEnd).map(End::words));
        } finally {
            lock.unlock();
        }
    }
}

package io.signalbox.lab.fault;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The faults of one drill. Closing it, or the end of the JVM (Ctrl-C, SIGTERM), heals all that are left, newest first, even if
 * healing one of them fails.
 */
public final class Faults implements AutoCloseable {
    private final Deque<Fault> open = new ArrayDeque<>();
    private final Consumer<String> log;
    private final Thread onExit = new Thread(this::end, "heal");
    private boolean ending;

    /** @param log is told every fault and its healing in words */
    public Faults(Consumer<String> log) {
        this.log = log;
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** Injects. It is remembered first, so that half an injection is healed too. */
    public void inject(Fault fault) {
        synchronized (this) {
            if (ending) {
                throw new FaultFailure("The drill is ending: nothing more is broken.");
            }
            open.push(fault);
        }
        fault.inject();
        log.accept(fault.sentence());
    }

    /** Heals one before its time. */
    public void heal(Fault fault) {
        synchronized (this) {
            if (!open.remove(fault)) {
                return;
            }
        }
        fault.heal();
        log.accept("healed: " + fault.sentence());
    }

    /** The drill goes on beside its own end: what it would break now nobody would heal. */
    private synchronized void end() {
        ending = true;
        healAll();
    }

    /** Heals whatever is left. */
    public synchronized void healAll() {
        while (!open.isEmpty()) {
            Fault fault = open.pop();
            try {
                fault.heal();
                log.accept("healed: " + fault.sentence());
            } catch (RuntimeException e) {
                log.accept("NOT healed: " + fault.sentence() + ": " + e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException shuttingDown) {
            // The hook heals what is left, which is nothing.
        }
    }
}

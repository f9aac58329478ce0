package io.signalbox.agents.daemon.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Notices within one period that a process ended: it reads a kept-open {@code /proc/PID/stat}, which tells of a SIGKILL
 * at once, where sockets and pidfds do so only when the kernel has freed the memory. One platform thread. The period
 * trades delay (half of it in the mean, all of it at worst) against wake-ups, which are what a look costs: AgentFiguresIT
 * measures both.
 */
public final class ProcessWatch implements AutoCloseable {

    /** Told on the watch's own thread: hand over and return. */
    public interface Listener {
        /** For good; told once for each process watched. */
        void ended(ProcessIdentity process);

        /** It was stopped by a signal, or goes on. */
        void halted(ProcessIdentity process, boolean halted);

        /**
         * It is still there; told after every look.
         *
         * @param now on the monotonic clock, in nanoseconds
         * @param late how much later than meant the look came, in nanoseconds
         */
        default void looked(ProcessIdentity process, long now, long late) {}
    }

    private final long periodNanos;
    private volatile Listener listener = new Deaf();
    private final AtomicReference<@Nullable ProcStat> next = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean open = true;

    public ProcessWatch(Duration period) {
        this.periodNanos = period.toNanos();
        this.thread = Thread.ofPlatform().daemon().name("process-watch").unstarted(this::run);
    }

    /** Begins to watch, and to tell. */
    public void start(Listener told) {
        listener = told;
        thread.start();
    }

    /** Watches this process from now on, in place of any other. Tells at once if it has ended already. */
    public void watch(ProcessIdentity process) {
        Optional<ProcStat> stat = ProcStat.open(process);
        if (stat.isEmpty()) {
            listener.ended(process);
            return;
        }
        ProcStat unseen = next.getAndSet(stat.get());
        if (unseen != null) {
            unseen.close();
        }
        LockSupport.unpark(thread);
    }

    @Override
    public void close() {
        open = false;
        LockSupport.unpark(thread);
    }

    private void run() {
        Look look = new Look(null);
        long due = System.nanoTime();
        while (open) {
            look = look.newest(next.getAndSet(null));
            if (look.stat == null) {
                LockSupport.park(this);
                due = System.nanoTime();
            } else {
                look.once(due);
                due = System.nanoTime() + periodNanos;
                LockSupport.parkNanos(this, periodNanos);
            }
        }
        look.close();
    }

    /** The process under watch, and what was seen of it last; touched by the watch's thread alone. */
    private final class Look {
        private @Nullable ProcStat stat;
        private boolean halted;

        Look(@Nullable ProcStat stat) {
            this.stat = stat;
        }

        Look newest(@Nullable ProcStat newer) {
            if (newer == null) {
                return this;
            }
            close();
            return new Look(newer);
        }

        void once(long due) {
            ProcStat watched = stat;
            if (watched == null) {
                return;
            }
            Liveness seen = watched.look();
            if (seen == Liveness.ENDED) {
                close();
                listener.ended(watched.identity());
            } else if (halted != (seen == Liveness.HALTED)) {
                halted = !halted;
                listener.halted(watched.identity(), halted);
            }
            if (seen != Liveness.ENDED) {
                long now = System.nanoTime();
                listener.looked(watched.identity(), now, Math.max(0, now - due));
            }
        }

        void close() {
            if (stat != null) {
                stat.close();
                stat = null;
            }
        }
    }

    private static final class Deaf implements Listener {
        @Override
        public void ended(ProcessIdentity process) {}

        @Override
        public void halted(ProcessIdentity process, boolean halted) {}
    }
}

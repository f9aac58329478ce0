package io.signalbox.agents.daemon.process;

import io.signalbox.agents.protocol.Report;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a silence of mysqld owes to the processor. Fed with every look of the {@link ProcessWatch}, whose own lateness says
 * when the agent did not run. Only while SQL is silent it looks at mysqld's threads too; of each interval at most all is
 * put down to them, however many wait at once.
 */
public final class Lateness {
    /** A probe period and a half without an answer: from here on mysqld's threads are looked at. */
    static final Duration NOTICED = Duration.ofMillis(150);

    private static final long LOOK_NANOS = Duration.ofMillis(40).toNanos();
    /** No look of a healthy agent on a busy host is later. */
    private static final long USUAL_NANOS = Duration.ofMillis(5).toNanos();

    private final Supplier<Duration> silence;
    private final LongFunction<OptionalLong> waited;
    private final long periodNanos;
    private boolean watching;
    private OptionalLong before = OptionalLong.empty();
    private long beforeAt;
    private long mysqldNanos;
    private long agentNanos;
    private volatile @Nullable Sum sum;

    /** Both parts, until {@code at}. */
    private record Sum(boolean silent, long mysqldNanos, long agentNanos, long at) {}

    /** @param period between two looks */
    public Lateness(Supplier<Duration> silence, Duration period) {
        this(silence, period, RunDelay::ofProcess);
    }

    /** @param waited how long the threads of a process have waited so far, in nanoseconds */
    Lateness(Supplier<Duration> silence, Duration period, LongFunction<OptionalLong> waited) {
        this.silence = silence;
        this.waited = waited;
        this.periodNanos = period.toNanos();
    }

    /** One look came, {@code late} nanoseconds later than meant. */
    public void looked(long pid, long now, long late) {
        if (silence.get().compareTo(NOTICED) < 0) {
            forget();
        } else {
            agentNanos += late > USUAL_NANOS ? late : 0;
            watch(pid, now);
        }
        sum = new Sum(watching, mysqldNanos, agentNanos, now);
    }

    /** There is nothing to look at any more. */
    public void ended() {
        forget();
        sum = null;
    }

    private void forget() {
        watching = false;
        before = OptionalLong.empty();
        mysqldNanos = 0;
        agentNanos = 0;
    }

    private void watch(long pid, long now) {
        if (watching && now - beforeAt < LOOK_NANOS) {
            return;
        }
        OptionalLong total = waited.apply(pid);
        if (watching && before.isPresent() && total.isPresent()) {
            long grown = Math.max(0, total.getAsLong() - before.getAsLong());
            mysqldNanos += Math.min(grown, now - beforeAt);
        }
        watching = true;
        before = total;
        beforeAt = now;
    }

    /**
     * At {@code now}, on the monotonic clock in nanoseconds; empty while SQL answers. Looks that are overdue are the
     * agent's lateness too: after a pause a report may be written before the next look. From any thread.
     */
    public Optional<Report.Delay> until(long now) {
        Sum latest = sum;
        if (latest == null) {
            return Optional.empty();
        }
        long overdue = now - latest.at() - periodNanos;
        long agent = (latest.silent() ? latest.agentNanos() : 0) + (overdue > USUAL_NANOS ? overdue : 0);
        return latest.silent() || agent > 0
                ? Optional.of(new Report.Delay(
                        Duration.ofNanos(latest.silent() ? latest.mysqldNanos() : 0), Duration.ofNanos(agent)))
                : Optional.empty();
    }
}

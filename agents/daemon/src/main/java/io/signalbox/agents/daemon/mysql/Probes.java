package io.signalbox.agents.daemon.mysql;

import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Report.ProbeFault;
import io.signalbox.agents.protocol.Report.ReceiverState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * The standing probes of one mysqld: read, observe, heartbeat. Each has a connection and a virtual thread of its own, so
 * that a stuck one keeps no other from its answer.
 */
public final class Probes implements AutoCloseable {
    /** So many missed turns are silence, whether or not a bound has passed. */
    private static final int TURNS_OF_SILENCE = 3;

    private final ProbePeriods periods;
    private final ProbeListener listener;
    private final ReadProbe read;
    private final Heartbeat heartbeat;
    private final Observer observer;
    private final Periodic reads;
    private final Periodic beats;
    private final Periodic observations;
    private final AtomicReference<Significant> significant = new AtomicReference<>(Significant.NOTHING);

    /** What matters to a decision: when it flips, the report must not wait for its turn. */
    private record Significant(
            String uuid,
            boolean writable,
            boolean offline,
            boolean sourceSide,
            boolean replicaSide,
            ReceiverState receiver,
            String source,
            boolean applier) {
        static final Significant NOTHING =
                new Significant("", false, false, false, false, ReceiverState.OFF, "", false);

        static Significant of(Report.Mysql seen) {
            return new Significant(
                    seen.uuid(),
                    seen.writable(),
                    seen.offline(),
                    seen.semiSync().sourceSide(),
                    seen.semiSync().replicaSide(),
                    seen.receiver().state(),
                    seen.receiver().source(),
                    seen.applier().running());
        }
    }

    public Probes(MysqlAccess access, ProbePeriods periods, ProbeListener listener) {
        this.periods = periods;
        this.listener = listener;
        this.read = new ReadProbe(access, listener);
        this.heartbeat = new Heartbeat(access, listener);
        this.observer = new Observer(access, heartbeat, listener, this::compare, read::suspect);
        this.reads = new Periodic("read-probe", periods.read(), read::turn);
        this.beats = new Periodic("heartbeat", periods.read(), heartbeat::turn);
        this.observations = new Periodic("observer", periods.observe(), observer::turn);
    }

    public void start() {
        Stream.of(reads, beats, observations).forEach(Periodic::start);
    }

    private void compare(Report.Mysql seen) {
        Significant now = Significant.of(seen);
        if (!now.equals(significant.getAndSet(now))) {
            listener.changed();
        }
    }

    /** The present state; silences are measured up to this call. Cheap, never blocks. */
    public Seen latest() {
        Trouble trouble = trouble();
        Optional<Report.Mysql> seen = observer.last();
        return new Seen(
                new Report.Probes(readSilent(), heartbeat.silent(), trouble.fault(), trouble.sentence()),
                seen,
                seen.map(this::behind).orElse(Seen.UNKNOWN));
    }

    private Duration behind(Report.Mysql seen) {
        return seen.writable() ? heartbeat.confirmed() : observer.behind();
    }

    /** An observation is a read too: SQL answers if either does. */
    public Duration readSilent() {
        Duration silent = read.silent();
        Duration unobserved = observer.silent();
        return silent.compareTo(unobserved) < 0 ? silent : unobserved;
    }

    private Trouble trouble() {
        Optional<Trouble> met = Stream.of(read.trouble(), observer.trouble(), heartbeat.trouble())
                .filter(Trouble::any)
                .findFirst();
        Duration silent = readSilent();
        boolean tooLong = silent.compareTo(periods.read().multipliedBy(TURNS_OF_SILENCE)) > 0;
        return met.orElse(
                tooLong ? new Trouble(ProbeFault.SILENT, "no answer for " + silent.toMillis() + " ms") : Trouble.NONE);
    }

    /** Makes the next observation begin at once: after an act that changed something. */
    public void lookNow() {
        observations.wake();
    }

    /**
     * mysqld's process ended or began: connections are dropped, the last observation is forgotten, silences begin anew.
     */
    public void restarted() {
        significant.set(Significant.NOTHING);
        read.restarted();
        observer.restarted();
        heartbeat.restarted();
    }

    @Override
    public void close() {
        Stream.of(reads, beats, observations).forEach(Periodic::close);
        restarted();
    }
}

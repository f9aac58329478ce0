package io.signalbox.agents.daemon.mysql;

import io.signalbox.mysql.doctor.Examination;
import io.signalbox.mysql.doctor.Pace;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Examines mysqld when it has begun to answer, and every {@link #PERIOD} after that, on a connection which it closes
 * again. It decides nothing, and the probes do not wait for it.
 */
public final class Examiner implements AutoCloseable {
    static final Duration PERIOD = Duration.ofSeconds(30);
    /** After a failure it is tried again on the next turn. */
    private static final Duration TURN = Duration.ofSeconds(2);

    private final ExaminationReader reader;
    private final Standing standing;
    private final Pace pace;
    private final Periodic turns = new Periodic("examiner", TURN, this::turn);
    private volatile Runnable told = () -> {};
    private volatile @Nullable Read last;

    private record Read(Examination examination, Silence since) {}

    /** @param pace told with each examination */
    public Examiner(MysqlAccess access, Pace pace) {
        this.pace = pace;
        standing = new Standing(access, access.monitor());
        reader = new ExaminationReader(access.server(), standing);
    }

    /** Who is told of each new examination, on the examiner's thread. Before {@link #start}. */
    public void tells(Runnable listener) {
        told = listener;
    }

    public void start() {
        turns.start();
    }

    /** The newest one of this mysqld's life, with its age. */
    public Optional<Examination> latest() {
        return Optional.ofNullable(last).map(read -> read.examination.with(read.since.lasts(), Optional.of(pace)));
    }

    private void turn() {
        Read before = last;
        if (before == null || before.since.lasts().compareTo(PERIOD) >= 0) {
            examine();
        }
    }

    private void examine() {
        try {
            last = new Read(reader.read(), new Silence());
            told.run();
        } catch (SQLException e) {
            // The probes tell of it at once; the doctor's reader sees the age.
        } finally {
            standing.close();
        }
    }

    /** mysqld's process ended or began: what was seen of the one before says nothing. */
    public void restarted() {
        last = null;
        turns.wake();
    }

    @Override
    public void close() {
        turns.close();
        standing.close();
    }
}

package io.signalbox.agents.daemon.mysql;

import io.signalbox.mysql.dialect.Query;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Looks how far a copy is while one is made, on a connection and a thread of its own. */
public final class CloneWatch {
    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final Duration BOUND = Duration.ofSeconds(2);

    private final Standing standing;
    private final Runnable changed;
    private volatile @Nullable Progress progress;
    private volatile boolean on;

    /** MySQL's word for the stage, and bytes. */
    public record Progress(String stage, long copied, long total) {}

    /** @param changed called after each look */
    public CloneWatch(MysqlAccess access, Runnable changed) {
        this.standing = new Standing(access, access.operator());
        this.changed = changed;
    }

    /** Empty while nothing is copied. */
    public Optional<Progress> progress() {
        return Optional.ofNullable(progress);
    }

    void begin() {
        on = true;
        Thread.ofVirtual().name("clone-watch").start(this::look);
    }

    void end() {
        on = false;
        progress = null;
    }

    private void look() {
        while (on) {
            try {
                Progress seen = standing.ask(Query.CLONE_PROGRESS.sql(), BOUND, CloneWatch::read);
                progress = on ? seen : null;
                changed.run();
            } catch (SQLException e) {
                standing.abandon(); // it ends, or is too busy to say; the next look tries again
            }
            LockSupport.parkNanos(PERIOD.toNanos());
        }
        standing.abandon();
    }

    private static Progress read(ResultSet rows) throws SQLException {
        rows.next();
        return new Progress(Columns.text(rows, "stage"), rows.getLong("copied"), rows.getLong("total"));
    }
}

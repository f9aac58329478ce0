package io.signalbox.agents.daemon.mysql;

import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Report.ProbeFault;
import io.signalbox.mysql.dialect.Query;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the whole state in one round trip, and what a stuck heartbeat waits for in another. While {@code offline_mode} turns its
 * account away it looks as the operator, whom MySQL lets in.
 */
final class Observer {
    private static final String KIND = "observation";
    private static final Duration BOUND = Duration.ofSeconds(2);
    private static final Duration SLOW_PERIOD = Duration.ofSeconds(1);

    private static final String OFFLINE = "offline_mode is on: only administrators are let in";

    private final Standing visitor;
    private final Standing administrator;
    private final Runnable ends;
    private Standing standing;
    /** The operator lacks a grant: of what happens while {@code offline_mode} is on nothing is known, then. */
    private boolean notWelcome;

    private final Heartbeat heartbeat;
    private final ProbeListener listener;
    private final Consumer<Report.Mysql> seen;
    private final ObservationReader reader = new ObservationReader();
    private final Silence sinceSlow = new Silence();
    private final Silence silence = new Silence();
    private volatile Report.@Nullable Mysql last;
    private volatile Silence sinceLast = new Silence();
    private volatile Trouble trouble = Trouble.NONE;
    private final AtomicLong era = new AtomicLong();

    /** @param ends mysqld said that it ends */
    Observer(
            MysqlAccess access,
            Heartbeat heartbeat,
            ProbeListener listener,
            Consumer<Report.Mysql> seen,
            Runnable ends) {
        this.listener = listener;
        this.visitor = new Standing(access, access.monitor());
        this.administrator = new Standing(access, access.operator());
        this.standing = visitor;
        this.heartbeat = heartbeat;
        this.seen = seen;
        this.ends = ends;
    }

    void turn() {
        long began = era.get();
        try {
            slowPart();
            Silence sinceBegin = new Silence();
            Report.Mysql now = standing.ask(Query.OBSERVATION.sql(), BOUND, reader::read);
            listener.answered(KIND, sinceBegin.lasts());
            if (began != era.get()) {
                return;
            }
            silence.broken();
            trouble = now.offline() ? new Trouble(ProbeFault.OFFLINE, OFFLINE) : Trouble.NONE;
            sinceLast = sinceBegin;
            last = now;
            heartbeat.writable(now.writable());
            explainStuckHeartbeat();
            heartbeat.unstick();
            seen.accept(now);
            notWelcome = false;
            lookAs(now.offline() ? administrator : visitor);
        } catch (SQLException e) {
            trouble = Trouble.of(KIND, e);
            listener.failed(KIND, trouble.fault());
            if (e.getErrorCode() == Faults.SERVER_SHUTDOWN && began == era.get()) {
                ends.run();
            }
            notWelcome |= standing == administrator && trouble.fault() == ProbeFault.CREDENTIALS;
            lookAs(trouble.fault() == ProbeFault.OFFLINE && !notWelcome ? administrator : visitor);
        }
    }

    private void lookAs(Standing next) {
        if (next != standing) {
            standing.abandon();
            standing = next;
        }
    }

    private void slowPart() throws SQLException {
        if (reader.longHeld() == null || sinceSlow.lasts().compareTo(SLOW_PERIOD) > 0) {
            sinceSlow.broken();
            reader.longHeld(standing.ask(Query.LONG_HELD.sql(), BOUND, LongHeld::read));
        }
    }

    private void explainStuckHeartbeat() throws SQLException {
        long stuck = heartbeat.stuckSession();
        if (stuck != 0) {
            standing.ask(Query.threadState(stuck), BOUND, this::explain);
        }
    }

    private boolean explain(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return false;
        }
        String state = Columns.text(rows, "state");
        boolean row = rows.getInt("for_row") > 0;
        ProbeFault fault = row ? ProbeFault.WAITS_FOR_LOCK : fault(state, rows.getInt("for_acknowledgement") > 0);
        heartbeat.explain(fault, "write: " + state + (row ? ", waits for a row's lock" : ""));
        return true;
    }

    /** A commit that waits for a stalled disk is in the same state as one behind a group leader that waits for an ACK. */
    private static ProbeFault fault(String state, boolean somebodyWaitsForAcknowledgement) {
        String words = state.toLowerCase(Locale.ROOT);
        boolean commits = words.contains("semi-sync ack") || words.contains("handler commit");
        if (commits && somebodyWaitsForAcknowledgement) {
            return ProbeFault.WAITS_FOR_ACKNOWLEDGEMENT;
        }
        return words.startsWith("waiting for") && words.contains("lock")
                ? ProbeFault.WAITS_FOR_LOCK
                : ProbeFault.SILENT;
    }

    /** The last observation; the receiver's silence lasts up to now. */
    Optional<Report.Mysql> last() {
        return Optional.ofNullable(last).map(reader::upToNow);
    }

    /** How far behind a replica may be at most: nothing may have been applied since the last observation began. */
    Duration behind() {
        return reader.firstLane().plus(sinceLast.lasts());
    }

    Duration silent() {
        return silence.lasts();
    }

    Trouble trouble() {
        return trouble;
    }

    void restarted() {
        era.incrementAndGet();
        visitor.abandon();
        administrator.abandon();
        last = null;
        silence.broken();
    }
}

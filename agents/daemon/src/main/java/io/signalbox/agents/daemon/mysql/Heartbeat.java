package io.signalbox.agents.daemon.mysql;

import io.signalbox.agents.protocol.Report.ProbeFault;
import io.signalbox.mysql.dialect.Query;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes this server's heartbeat while it is writable: sees a stalled disk, is the clock of replication lag, and frees a
 * commit whose acknowledgement was lost (any later commit does).
 *
 * <p>A beat that waits for an acknowledgement holds its row's lock, so it is left alone, without a bound: giving up the
 * connection would only leave the lock behind. Instead the next lane, a connection and row of its own, beats after a
 * time that doubles with each lane. What a lost link did not deliver is delivered when it is back; so that few lanes are
 * enough.
 */
final class Heartbeat {
    private static final String KIND = "write";
    private static final int LANES = 6;
    private static final Duration STUCK_AFTER = Duration.ofMillis(250);

    private final List<Lane> lanes;
    private final ProbeListener listener;
    private final Silence silence = new Silence();
    private volatile boolean writable;
    private volatile Trouble trouble = Trouble.NONE;
    private volatile @Nullable Silence acknowledged;

    Heartbeat(MysqlAccess access, ProbeListener listener) {
        this.listener = listener;
        lanes = IntStream.range(0, LANES)
                .mapToObj(number -> new Lane(access, number))
                .toList();
    }

    /** Beats on the first lane, and stays there as long as the beat is stuck. */
    void turn() {
        if (writable && lanes.getFirst().take()) {
            beat(lanes.getFirst());
        }
    }

    private void beat(Lane lane) {
        Silence sinceBegin = new Silence();
        try {
            lane.beat();
            silence.broken();
            acknowledged = sinceBegin;
            trouble = Trouble.NONE;
            listener.answered(KIND, lane.busyFor());
        } catch (SQLException e) {
            trouble = writable ? Trouble.of(KIND, e) : Trouble.NONE;
            if (trouble.any()) {
                listener.failed(KIND, trouble.fault());
            }
        }
    }

    /** Told by each observation. */
    void writable(boolean now) {
        if (!now || !writable) {
            silence.broken();
            trouble = Trouble.NONE;
            acknowledged = null;
        }
        writable = now;
    }

    /** Beats on the next lane when all before it are stuck for long enough. */
    void unstick() {
        Duration patience = STUCK_AFTER;
        for (Lane lane : lanes) {
            if (!lane.busy()) {
                if (lane.number() > 0 && writable && lane.take()) {
                    Thread.ofVirtual().name("heartbeat-" + lane.number()).start(() -> beat(lane));
                }
                return;
            }
            if (lane.busyFor().compareTo(patience) < 0) {
                return;
            }
            patience = patience.multipliedBy(2);
        }
    }

    /** The session whose beat is stuck on the first lane, or 0. */
    long stuckSession() {
        Lane first = lanes.getFirst();
        return first.busy() && first.busyFor().compareTo(STUCK_AFTER) > 0 ? first.session() : 0;
    }

    /** What mysqld says of the stuck session. */
    void explain(ProbeFault fault, String sentence) {
        if (stuckSession() != 0) {
            trouble = new Trouble(fault, sentence);
        }
    }

    /** Zero on a server that is not writable. */
    Duration silent() {
        return writable ? silence.lasts() : Duration.ZERO;
    }

    /**
     * How long ago this was certainly no deposed primary: since the beginning of the last beat that was acknowledged, as
     * nobody acknowledges to two.
     */
    Duration confirmed() {
        Silence since = acknowledged;
        return since == null ? Seen.UNKNOWN : since.lasts();
    }

    Trouble trouble() {
        return trouble;
    }

    void restarted() {
        writable(false);
        lanes.forEach(Lane::abandon);
    }

    /** One connection and one row. */
    private static final class Lane {
        private static final Duration NO_BOUND = Duration.ZERO;

        private final int number;
        private final String sql;
        private final Standing standing;
        private final Silence sinceBegin = new Silence();
        private final AtomicBoolean busy = new AtomicBoolean();

        Lane(MysqlAccess access, int number) {
            this.number = number;
            this.sql = Query.beat(access.server(), number);
            this.standing = new Standing(access, access.monitor());
        }

        /** Only who got true may beat, and once: a connection bears one statement at a time. */
        boolean take() {
            if (!busy.compareAndSet(false, true)) {
                return false;
            }
            sinceBegin.broken();
            return true;
        }

        void beat() throws SQLException {
            try {
                standing.say(sql, NO_BOUND);
            } finally {
                busy.set(false);
            }
        }

        int number() {
            return number;
        }

        boolean busy() {
            return busy.get();
        }

        Duration busyFor() {
            return sinceBegin.lasts();
        }

        long session() {
            return standing.session();
        }

        void abandon() {
            standing.abandon();
        }
    }
}

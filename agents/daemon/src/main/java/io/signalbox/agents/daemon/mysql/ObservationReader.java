package io.signalbox.agents.daemon.mysql;

import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Report.ReceiverState;
import io.signalbox.mysql.dialect.Query;
import io.signalbox.mysql.gtid.GtidSet;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns the row of {@link Query#OBSERVATION} into a report, remembering what a single row cannot say: when the receiver
 * was heard last, on this agent's monotonic clock, whatever mysqld's clock does. It was heard when its count of
 * heartbeats or its received set is another than before.
 */
final class ObservationReader {
    /** The lag of a server on which no heartbeat has ever arrived. */
    static final Duration NEVER = Seen.UNKNOWN;

    private final Silence receiverSilence = new Silence();
    private final GtidText executedText = new GtidText();
    private final GtidText retrievedText = new GtidText();
    private String heard = "";
    private volatile @Nullable LongHeld longHeld;
    private volatile Duration firstLane = NEVER;

    /**
     * The lag by the first lane alone. Its beats follow each other only when each was acknowledged, so a deposed primary
     * that some replica still follows gives it one at most.
     */
    Duration firstLane() {
        return firstLane;
    }

    @Nullable
    LongHeld longHeld() {
        return longHeld;
    }

    void longHeld(LongHeld found) {
        longHeld = found;
    }

    Report.Mysql read(ResultSet rows) throws SQLException {
        rows.next();
        GtidSet executed = executedText.parse(Columns.text(rows, "executed"));
        GtidSet retrieved = retrievedText.parse(Columns.text(rows, "received"));
        long backlog = retrieved.minus(executed).count();
        LongHeld held = Objects.requireNonNullElse(longHeld, LongHeld.NOTHING);
        firstLane = age(rows, "first_lane_age");
        return new Report.Mysql(
                rows.getString("uuid"),
                rows.getInt("server_id"),
                rows.getString("version"),
                rows.getBoolean("read_only"),
                rows.getBoolean("super_read_only"),
                rows.getBoolean("offline_mode"),
                semiSync(rows),
                receiver(rows),
                new Report.Applier(
                        Columns.text(rows, "applier").equals("ON"), backlog, Columns.text(rows, "applier_error")),
                executed,
                backlog == 0 ? executed : executed.union(retrieved),
                rows.getInt("waiting"),
                lag(rows),
                rows.getInt("connections"),
                rows.getInt("max_connections"),
                held.transaction(),
                held.writeLock());
    }

    private static Report.SemiSync semiSync(ResultSet rows) throws SQLException {
        return new Report.SemiSync(
                rows.getBoolean("source_side"),
                rows.getBoolean("replica_side"),
                rows.getInt("ack_count"),
                rows.getInt("clients"));
    }

    private Report.Receiver receiver(ResultSet rows) throws SQLException {
        String host = Columns.text(rows, "source_host");
        String source = host.isEmpty() ? "" : host + ":" + rows.getInt("source_port");
        String sign = rows.getLong("heartbeats") + " " + Columns.text(rows, "received");
        if (!sign.equals(heard)) {
            heard = sign;
            receiverSilence.broken();
        }
        ReceiverState state = switch (Columns.text(rows, "receiver")) {
            case "ON" -> ReceiverState.ON;
            case "CONNECTING" -> ReceiverState.CONNECTING;
            default -> ReceiverState.OFF;
        };
        return new Report.Receiver(state, source, receiverSilence.lasts(), Columns.text(rows, "receiver_error"));
    }

    /**
     * The age of the newest heartbeat by this server's clock; it was written by the primary's. Clocks that differ
     * falsify it by as much (hosts of a cluster run NTP), and it grows while there is no primary.
     */
    private static Duration lag(ResultSet rows) throws SQLException {
        if (!rows.getBoolean("read_only") && !rows.getBoolean("super_read_only")) {
            return Duration.ZERO;
        }
        return age(rows, "heartbeat_age");
    }

    private static Duration age(ResultSet rows, String column) throws SQLException {
        long micros = rows.getLong(column);
        return rows.wasNull() ? NEVER : Duration.ofNanos(Math.max(0, micros) * 1000);
    }

    /** The same, with the receiver's silence as it is now. */
    Report.Mysql upToNow(Report.Mysql then) {
        Report.Receiver receiver = then.receiver();
        return new Report.Mysql(
                then.uuid(),
                then.serverId(),
                then.version(),
                then.readOnly(),
                then.superReadOnly(),
                then.offline(),
                then.semiSync(),
                new Report.Receiver(receiver.state(), receiver.source(), receiverSilence.lasts(), receiver.error()),
                then.applier(),
                then.executed(),
                then.received(),
                then.waitingCommits(),
                then.heartbeatLag(),
                then.connections(),
                then.maxConnections(),
                then.longestTransaction(),
                then.writeLock());
    }

    /** Parses a text only when it is another than the last one. */
    private static final class GtidText {
        private String text = "";
        private GtidSet set = GtidSet.EMPTY;

        GtidSet parse(String now) {
            if (!now.equals(text)) {
                set = GtidSet.parse(now);
                text = now;
            }
            return set;
        }
    }
}

package io.signalbox.lab.workload;

import io.signalbox.lab.ledger.Ledger;
import io.signalbox.lab.ledger.Opening;
import io.signalbox.lab.ledger.OwnRead;
import io.signalbox.lab.ledger.OwnRead.Found;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes a row, and reads it back through the port for reads in the way that docs/reading.md tells: the connection that reads waits for the
 * GTID of the write.
 */
final class OwnReader extends RawClient {
    private static final Duration WAIT_BOUND = Duration.ofSeconds(2);

    private final Doors doors;
    private final OwnRows rows;
    private final AtomicLong numbers;
    private volatile @Nullable Session reads;

    /** @param numbers gives each row its own; shared by all rounds of a drill */
    OwnReader(Doors doors, Pace pace, Work work, AtomicLong numbers, Ledger ledger) {
        super(doors.write(), doors.account(), pace, ledger);
        this.doors = doors;
        this.rows = work.own();
        this.numbers = numbers;
    }

    @Override
    boolean use(Session writes) {
        long number = numbers.incrementAndGet();
        try {
            writes.trackGtids();
            rows.insert(writes, number);
        } catch (SQLException e) {
            return false; // Nobody promised that it is there.
        }
        readBack(number, writes.lastGtid());
        return true;
    }

    private void readBack(long number, String gtid) {
        try {
            Session open = reading();
            ledger.add(new OwnRead(number, open.server(), found(open, number, gtid)));
        } catch (SQLException e) {
            ledger.add(new OwnRead(number, "", Found.UNANSWERED));
            dropReads();
        }
    }

    private Found found(Session open, long number, String gtid) throws SQLException {
        String waited =
                open.text("SELECT WAIT_FOR_EXECUTED_GTID_SET('" + gtid + "', " + WAIT_BOUND.toMillis() / 1000.0 + ")");
        if (!waited.equals("0")) {
            return Found.NOT_IN_TIME;
        }
        return rows.holds(open, number) ? Found.THERE : Found.MISSING;
    }

    private Session reading() throws SQLException {
        Session open = reads;
        if (open == null) {
            open = Session.open(doors.read(), doors.account(), NETWORK_BOUND);
            reads = open;
        }
        return open;
    }

    private void dropReads() {
        Session open = reads;
        reads = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    void dropped() {
        dropReads();
    }

    /** Others count connections to the writer; that it had none shows in what it could not write. */
    @Override
    void asked(Opening opening) {}
}

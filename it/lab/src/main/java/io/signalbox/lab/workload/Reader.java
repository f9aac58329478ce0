package io.signalbox.lab.workload;

import io.signalbox.lab.ledger.Ledger;
import io.signalbox.lab.ledger.Opening;
import io.signalbox.lab.ledger.Opening.Result;
import io.signalbox.lab.ledger.Read;
import io.signalbox.lab.ledger.ReadPort;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the newest write through one of HAProxy's ports for reads, and whether what it saw the time before is still there. Its
 * connections are not counted among those to the writer.
 */
final class Reader extends RawClient {
    private final String name;
    private final ReadPort port;
    private final Work work;
    private @Nullable Session used;
    private int connection;
    /** Through the connection in use; 0: nothing yet. */
    private long seen;

    Reader(String name, ReadPort port, Address address, Account account, Pace pace, Work work, Ledger ledger) {
        super(address, account, pace, ledger);
        this.name = name;
        this.port = port;
        this.work = work;
    }

    @Override
    boolean use(Session open) {
        if (open != used) {
            used = open;
            connection++;
            seen = 0;
        }
        try {
            long begun = System.nanoTime();
            long newest = Long.parseLong(open.text(work.newest()));
            boolean kept = seen == 0 || open.text(work.count(seen)).equals("1");
            ledger.add(new Read(port, name, connection, open.server(), begun, newest, kept));
            seen = newest;
            return true;
        } catch (SQLException e) {
            ledger.readFailed(port);
            return false;
        }
    }

    @Override
    void asked(Opening opening) {
        if (opening.result() != Result.OPENED) {
            ledger.readFailed(port);
        }
    }
}

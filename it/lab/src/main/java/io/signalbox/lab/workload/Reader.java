package io.signalbox.lab.workload;

import io.signalbox.lab.ledger.Ledger;
import io.signalbox.lab.ledger.Opening;
import io.signalbox.lab.ledger.Opening.Result;
import java.sql.SQLException;

/** Reads through HAProxy's port for reads. Its connections are not counted among those to the writer. */
final class Reader extends RawClient {
    private final String select;

    Reader(Address address, Account account, Pace pace, Work work, Ledger ledger) {
        super(address, account, pace, ledger);
        this.select = work.newest();
    }

    @Override
    boolean use(Session open) {
        try {
            open.text(select);
            ledger.readDone();
            return true;
        } catch (SQLException e) {
            ledger.readFailed();
            return false;
        }
    }

    @Override
    void asked(Opening opening) {
        if (opening.result() != Result.OPENED) {
            ledger.readFailed();
        }
    }
}

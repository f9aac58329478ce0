package io.signalbox.lab.workload;

import io.signalbox.lab.ledger.Audit;
import io.signalbox.lab.ledger.Ledger;
import io.signalbox.lab.ledger.Opening;
import java.sql.SQLException;

/** Reads the sum of all accounts on the primary, behind HAProxy's port for writes, while others transfer money. */
final class Auditor extends RawClient {
    private final Bank bank;

    Auditor(Address address, Account account, Pace pace, Bank bank, Ledger ledger) {
        super(address, account, pace, ledger);
        this.bank = bank;
    }

    @Override
    boolean use(Session open) {
        try {
            long sum = bank.sum(open);
            ledger.add(new Audit(open.server(), sum, System.nanoTime()));
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** A sum that cannot be read is read again; that none could be read is told by the ledger. */
    @Override
    void asked(Opening opening) {}
}

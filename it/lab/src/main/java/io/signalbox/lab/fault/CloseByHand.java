package io.signalbox.lab.fault;

import io.signalbox.mysql.grants.AccountNames;
import java.util.Locale;

/**
 * An administrator makes a server read-only, or takes it offline. Whoever keeps the primary open opens it again; where nobody does it is closed, and not for a
 * drill to open: it may be primary no more.
 */
public record CloseByHand(Operator operator, Way way) implements Fault {

    /** By which variable. {@code super_read_only} brings the other with it. */
    public enum Way {
        SUPER_READ_ONLY,
        READ_ONLY,
        /** Ends the clients' sessions, and lets nobody but administrators in. */
        OFFLINE_MODE;

        private String variable() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public void inject() {
        operator.says(AccountNames.OPERATOR, "SET GLOBAL " + way.variable() + " = ON");
    }

    @Override
    public void heal() {
        // Signalbox does, or the server stays closed.
    }

    @Override
    public String sentence() {
        return "somebody sets " + way.variable() + " = ON on " + operator.server();
    }
}

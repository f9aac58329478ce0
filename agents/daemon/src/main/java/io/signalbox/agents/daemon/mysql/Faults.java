package io.signalbox.agents.daemon.mysql;

import io.signalbox.agents.protocol.Report.ProbeFault;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What an {@link SQLException} means. The numbers are those of MySQL's server error reference. */
final class Faults {
    static final int LOCK_WAIT_TIMEOUT = 1205;
    static final int NO_SUCH_THREAD = 1094;
    static final int PARSE_ERROR = 1064;
    static final int NO_SUCH_TABLE = 1146;
    /** mysqld has no supervisor, and ends instead of restarting itself: what a copy does at its end. */
    static final int CANNOT_RESTART = 3707;

    static final int NOT_A_REPLICA = 1200;

    /** mysqld was told to end, and ends: nothing calls it back. */
    static final int SERVER_SHUTDOWN = 1053;

    private static final Map<Integer, ProbeFault> BY_NUMBER = Map.ofEntries(
            Map.entry(1040, ProbeFault.TOO_MANY_CONNECTIONS), // ER_CON_COUNT_ERROR
            Map.entry(1203, ProbeFault.TOO_MANY_CONNECTIONS), // ER_TOO_MANY_USER_CONNECTIONS
            Map.entry(1044, ProbeFault.CREDENTIALS), // ER_DBACCESS_DENIED_ERROR
            Map.entry(1045, ProbeFault.CREDENTIALS), // ER_ACCESS_DENIED_ERROR
            Map.entry(1142, ProbeFault.CREDENTIALS), // ER_TABLEACCESS_DENIED_ERROR
            Map.entry(1143, ProbeFault.CREDENTIALS), // ER_COLUMNACCESS_DENIED_ERROR
            Map.entry(1227, ProbeFault.CREDENTIALS), // ER_SPECIFIC_ACCESS_DENIED_ERROR
            Map.entry(1820, ProbeFault.CREDENTIALS), // ER_MUST_CHANGE_PASSWORD
            Map.entry(1862, ProbeFault.CREDENTIALS), // ER_MUST_CHANGE_PASSWORD_LOGIN
            Map.entry(3118, ProbeFault.CREDENTIALS), // ER_ACCOUNT_HAS_BEEN_LOCKED
            Map.entry(3032, ProbeFault.OFFLINE), // ER_SERVER_OFFLINE_MODE
            Map.entry(LOCK_WAIT_TIMEOUT, ProbeFault.WAITS_FOR_LOCK),
            Map.entry(1021, ProbeFault.DISK_FULL), // ER_DISK_FULL
            Map.entry(1114, ProbeFault.DISK_FULL), // ER_RECORD_FILE_FULL
            Map.entry(1290, ProbeFault.READ_ONLY), // ER_OPTION_PREVENTS_STATEMENT
            Map.entry(1836, ProbeFault.READ_ONLY), // ER_READ_ONLY_MODE
            Map.entry(SERVER_SHUTDOWN, ProbeFault.REFUSED));

    /** SQLSTATE "feature not supported", also of a server whose dialect we do not speak. */
    static final String NOT_SUPPORTED = "0A000";

    /** SQLSTATE class "connection exception". */
    private static final String CONNECTION_CLASS = "08";

    private Faults() {}

    /** Only what got no answer is silence: a server that complains is alive, whatever it complains of. */
    static ProbeFault of(SQLException e) {
        ProbeFault known = BY_NUMBER.get(e.getErrorCode());
        if (known != null) {
            return known;
        }
        if (answered(e)) {
            return ofSystemError(String.valueOf(e.getMessage()));
        }
        if (causedBy(e, SSLException.class) || causedBy(e, CertificateException.class)) {
            return ProbeFault.CERTIFICATE;
        }
        boolean refused = causedBy(e, ConnectException.class) && !timedOut(e);
        return refused ? ProbeFault.REFUSED : ProbeFault.SILENT;
    }

    /** mysqld passes on what the system said: {@code (errno: 28 - No space left on device)}, {@code OS errno 30}. */
    private static ProbeFault ofSystemError(String message) {
        if (message.contains("errno: 28") || message.contains("errno 28") || message.contains("No space left")) {
            return ProbeFault.DISK_FULL;
        }
        boolean readOnly = message.contains("errno: 30")
                || message.contains("errno 30")
                || message.contains("Read-only file system");
        return readOnly ? ProbeFault.FILE_SYSTEM_READ_ONLY : ProbeFault.REFUSED;
    }

    /** mysqld itself said no. */
    static boolean answered(SQLException e) {
        return e.getErrorCode() != 0 || NOT_SUPPORTED.equals(e.getSQLState());
    }

    /** The client's own bound passed: what the server does with the statement is not known. */
    static boolean timedOut(SQLException e) {
        return causedBy(e, SocketTimeoutException.class);
    }

    static boolean connectionIsLost(SQLException e) {
        String state = e.getSQLState();
        return (state != null && state.startsWith(CONNECTION_CLASS))
                || timedOut(e)
                || e.getErrorCode() == SERVER_SHUTDOWN;
    }

    /** One line; the driver's own stack of causes is left out. */
    static String sentence(SQLException e) {
        String message =
                String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
        return e.getErrorCode() == 0 ? message : "error " + e.getErrorCode() + ": " + message;
    }

    /** For a statement that holds a password: mysqld quotes what it cannot parse. */
    static String sentenceWithoutStatement(SQLException e) {
        return e.getErrorCode() == PARSE_ERROR ? "error " + PARSE_ERROR : sentence(e);
    }

    private static boolean causedBy(Throwable thrown, Class<? extends Throwable> type) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}

package io.signalbox.lab.workload;

import io.signalbox.lab.ledger.Opening.Result;
import io.signalbox.lab.ledger.Outcome;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one run of {@code mysql} said.
 *
 * @param exit 0 only if every statement was answered well
 * @param output of the first statement of a {@link Work#script}: the {@code server_uuid}
 * @param errors its standard error
 */
record MysqlAnswer(int exit, String output, String errors) {
    /** As a shell says it of a program that it cannot run. */
    static final int NOT_RUN = 127;
    /** Nobody heard how it ended. */
    static final int UNHEARD = -1;
    /** From here on the exit code is that of a signal, which may have come at any moment. */
    private static final int SIGNALS = 128;

    /** "ERROR 1290 (HY000) at line 2: The MySQL server is running with …"; without a line where it could not connect. */
    private static final Pattern ERROR = Pattern.compile("(?m)^ERROR (\\d+) \\([^)]*\\)(?: at line (\\d+))?: .*$");

    private static final String NOBODY_LISTENED = "(111)";

    /** The server that answered; empty if none did, and so nothing but the question was sent. */
    String server() {
        return output.lines().findFirst().orElse("").strip();
    }

    boolean sent() {
        return !server().isEmpty();
    }

    /** @param lines of the text; only the last makes anything last */
    Outcome outcome(long lines) {
        if (exit == 0) {
            return sent() ? Outcome.ACKNOWLEDGED : Outcome.UNKNOWN;
        }
        if (!sent()) {
            return exit > 0 && exit < SIGNALS ? Outcome.REFUSED : Outcome.UNKNOWN;
        }
        Matcher error = ERROR.matcher(errors);
        if (!error.find() || error.group(2) == null) {
            return Outcome.UNKNOWN;
        }
        return Long.parseLong(error.group(2)) < lines
                ? Outcome.REFUSED
                : Errors.outcome(Integer.parseInt(error.group(1)));
    }

    /** What became of a connection that was not to be had. */
    Result opening() {
        return errors.contains(NOBODY_LISTENED) ? Result.REFUSED : Result.FAILED;
    }

    /** On one line. */
    String words() {
        if (exit == 0) {
            return "";
        }
        Matcher error = ERROR.matcher(errors);
        return error.find()
                ? error.group()
                : "mysql ended with " + exit + ": " + errors.lines().findFirst().orElse("it said nothing");
    }
}

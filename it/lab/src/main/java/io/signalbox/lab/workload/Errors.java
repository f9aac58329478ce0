package io.signalbox.lab.workload;

import io.signalbox.lab.ledger.Opening.Result;
import io.signalbox.lab.ledger.Outcome;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an error says of the write or the connection that met it. Numbers: MySQL's error reference. */
final class Errors {
    /** After these nothing of the statement is kept. All others leave it open. */
    private static final Set<Integer> NOTHING_KEPT = Set.of(
            1040, // too many connections
            1044, // access denied to the database
            1049, // unknown database
            1142, // command denied
            1146, // no such table
            1205, // lock wait timeout
            1213, // deadlock
            1290, // read_only or super_read_only
            1836 // read-only mode
            );

    private Errors() {}

    static Outcome outcome(SQLException error) {
        return outcome(error.getErrorCode());
    }

    static Outcome outcome(int number) {
        return NOTHING_KEPT.contains(number) ? Outcome.REFUSED : Outcome.UNKNOWN;
    }

    static Result opening(Throwable error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return Result.REFUSED;
            }
        }
        return Result.FAILED;
    }

    /** On one line. */
    static String words(Throwable error) {
        String message = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
        return error instanceof SQLException sql ? sql.getErrorCode() + " " + message : message;
    }
}

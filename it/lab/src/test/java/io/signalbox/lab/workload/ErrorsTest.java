package io.signalbox.lab.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.lab.ledger.Opening.Result;
import io.signalbox.lab.ledger.Outcome;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorsTest {
    @ParameterizedTest
    @ValueSource(ints = {1290, 1836, 1205, 1213, 1040})
    void anErrorThatKeepsNothingIsARefusal(int code) {
        assertThat(Errors.outcome(new SQLException("no", "HY000", code))).isEqualTo(Outcome.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1053, 1180, 1317, 2013, 3032, 3100})
    void everyOtherErrorLeavesTheOutcomeOpen(int code) {
        assertThat(Errors.outcome(new SQLException("gone", "08S01", code))).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void aConnectionIsRefusedOnlyWhenNobodyListened() {
        assertThat(Errors.opening(new SQLException("x", new IOException(new ConnectException("refused")))))
                .isEqualTo(Result.REFUSED);
        assertThat(Errors.opening(new EOFException())).isEqualTo(Result.FAILED);
    }
}

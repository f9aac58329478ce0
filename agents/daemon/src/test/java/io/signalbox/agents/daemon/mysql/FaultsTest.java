package io.signalbox.agents.daemon.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.protocol.Report.ProbeFault;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {
    @ParameterizedTest
    @CsvSource({
        "1040, TOO_MANY_CONNECTIONS",
        "1045, CREDENTIALS",
        "1227, CREDENTIALS",
        "1205, WAITS_FOR_LOCK",
        "1290, READ_ONLY",
        "1053, REFUSED",
        "3032, OFFLINE",
        "1021, DISK_FULL",
        "1114, DISK_FULL",
        "1146, REFUSED",
        "1193, REFUSED"
    })
    void takesNoComplaintForSilence(int number, ProbeFault fault) {
        assertThat(Faults.of(new SQLException("no", "HY000", number))).isEqualTo(fault);
    }

    @Test
    void knowsWhatTheSystemSaidThroughMysqld() {
        assertThat(Faults.of(new SQLException(
                        "Error writing file './x' (errno: 28 - No space left on device)", "HY000", 1026)))
                .isEqualTo(ProbeFault.DISK_FULL);
        assertThat(Faults.of(new SQLException(
                        "Can't create/write to file (OS errno 30 - Read-only file system)", "HY000", 1)))
                .isEqualTo(ProbeFault.FILE_SYSTEM_READ_ONLY);
    }

    @Test
    void takesATroubleWithCertificatesForNoSilence() {
        assertThat(Faults.of(lost(new javax.net.ssl.SSLHandshakeException("certificate expired"))))
                .isEqualTo(ProbeFault.CERTIFICATE);
        assertThat(Faults.of(lost(new java.security.cert.CertificateExpiredException())))
                .isEqualTo(ProbeFault.CERTIFICATE);
    }

    @Test
    void takesWhatGotNoAnswerForSilence() {
        assertThat(Faults.of(lost(new SocketTimeoutException("Read timed out"))))
                .isEqualTo(ProbeFault.SILENT);
        assertThat(Faults.of(lost(new java.io.EOFException()))).isEqualTo(ProbeFault.SILENT);
        assertThat(Faults.of(lost(new ConnectException("Connection refused")))).isEqualTo(ProbeFault.REFUSED);
    }

    @Test
    void repeatsNothingOfAStatementThatCannotBeParsed() {
        SQLException quoting = new SQLException("error near 'IDENTIFIED BY 'secret''", "42000", 1064);
        assertThat(Faults.sentenceWithoutStatement(quoting)).isEqualTo("error 1064");
        assertThat(Faults.sentenceWithoutStatement(new SQLException("Clone Donor Error", "HY000", 3862)))
                .isEqualTo("error 3862: Clone Donor Error");
    }

    @Test
    void saysItInOneLine() {
        assertThat(Faults.sentence(new SQLException("one\ntwo", "HY000", 1146))).isEqualTo("error 1146: one");
    }

    private static SQLException lost(Exception cause) {
        return new SQLException("Communications link failure", "08S01", cause);
    }
}

package io.signalbox.lab.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.lab.ledger.Opening.Result;
import io.signalbox.lab.ledger.Outcome;
import org.junit.jupiter.api.Test;

/** A text of 8 lines, of which the last is the COMMIT. */
class MysqlAnswerTest {
    private static final String UUID = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa\n";
    private static final String LOST = "ERROR 2013 (HY000) at line %d: Lost connection to MySQL server during query\n";

    private static Outcome outcome(int exit, String output, String errors) {
        return new MysqlAnswer(exit, output, errors).outcome(8);
    }

    @Test
    void everythingAnsweredWellIsAnAcknowledgementOfTheServerThatSaidItsName() {
        assertThat(outcome(0, UUID, "")).isEqualTo(Outcome.ACKNOWLEDGED);
        assertThat(new MysqlAnswer(0, UUID, "").server()).isEqualTo(UUID.strip());
        assertThat(outcome(0, "", "")).as("whose acknowledgement?").isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void aConnectionLostBeforeTheCommitKeepsNothingAndOneLostInItLeavesItOpen() {
        assertThat(outcome(1, UUID, LOST.formatted(7))).isEqualTo(Outcome.REFUSED);
        assertThat(outcome(1, UUID, LOST.formatted(8))).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void aCommitThatIsRefusedKeepsNothing() {
        assertThat(outcome(1, UUID, "ERROR 1290 (HY000) at line 8: The MySQL server is running with --read-only\n"))
                .isEqualTo(Outcome.REFUSED);
    }

    @Test
    void withoutAConnectionNothingWasSent() {
        MysqlAnswer answer =
                new MysqlAnswer(1, "", "ERROR 2003 (HY000): Can't connect to MySQL server on '127.0.0.1:1' (111)\n");

        assertThat(answer.sent()).isFalse();
        assertThat(answer.outcome(8)).isEqualTo(Outcome.REFUSED);
        assertThat(answer.opening()).isEqualTo(Result.REFUSED);
        assertThat(answer.words()).startsWith("ERROR 2003").doesNotContain("\n");
        assertThat(new MysqlAnswer(
                                1,
                                "",
                                "ERROR 2013 (HY000): Lost connection to MySQL server at 'reading initial communication"
                                        + " packet', system error: 0\n")
                        .opening())
                .isEqualTo(Result.FAILED);
    }

    @Test
    void aProgramThatWasKilledMayHaveCommittedIfItHadReachedAServer() {
        assertThat(outcome(137, UUID, "")).isEqualTo(Outcome.UNKNOWN);
        assertThat(outcome(137, "", "")).isEqualTo(Outcome.UNKNOWN);
        assertThat(outcome(MysqlAnswer.UNHEARD, "", "interrupted")).isEqualTo(Outcome.UNKNOWN);
        assertThat(outcome(MysqlAnswer.NOT_RUN, "", "no such file")).isEqualTo(Outcome.REFUSED);
    }
}

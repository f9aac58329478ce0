package io.signalbox.lab.check;

import static io.signalbox.lab.check.Book.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.lab.ledger.Outcome;
import io.signalbox.lab.ledger.OwnRead;
import io.signalbox.lab.ledger.OwnRead.Found;
import io.signalbox.lab.ledger.Read;
import io.signalbox.lab.ledger.ReadPort;
import io.signalbox.lab.ledger.Write;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** Ids 1, 2 and 3. */
    private static final List<Write> WRITES =
            new Book().acknowledged("w1", A, 100, 200, 1500).writes();

    private static Read read(int connection, long millis, long seen, boolean kept) {
        return new Read(ReadPort.FRESH, "reader1", connection, A, Book.nanos(millis), seen, kept);
    }

    private static Readings of(Read... reads) {
        return Readings.of(WRITES, List.of(reads), SECOND);
    }

    @Test
    void aReadIsAsOldAsTheLongestAcknowledgedWriteThatItLacks() {
        assertThat(of(read(1, 650, 1, true)).oldest()).isEqualTo(Duration.ofMillis(450));
        assertThat(of(read(1, 1600, 1, true)).oldest()).as("it lacks 2 and 3").isEqualTo(Duration.ofMillis(1400));
        assertThat(of(read(1, 1600, 3, true)).oldest()).isZero();
        assertThat(of(read(1, 1450, 2, true)).oldest())
                .as("3 is not acknowledged yet")
                .isZero();
    }

    @Test
    void olderThanTheBoundIsStaleAndJustAsOldIsNot() {
        assertThat(of(read(1, 1200, 1, true)).stale()).isEmpty();
        assertThat(of(read(1, 1201, 1, true)).stale())
                .containsExactly(
                        "on " + A + " a read saw 1 as the newest, a later one had been acknowledged for 1001 ms");
    }

    @Test
    void whatWasNotAcknowledgedNeedNotBeSeen() {
        List<Write> unknown = new Book()
                .ended(Outcome.UNKNOWN, A, 100)
                .ended(Outcome.REFUSED, A, 200)
                .writes();

        assertThat(Readings.of(unknown, List.of(read(1, 9000, 0, true)), SECOND).oldest())
                .isZero();
    }

    @Test
    void aConnectionThatSeesLessThanBeforeWentBack() {
        assertThat(of(read(1, 300, 2, true), read(1, 350, 2, true)).back()).isEmpty();
        assertThat(of(read(1, 300, 2, true), read(1, 350, 1, true)).back()).hasSize(1);
    }

    @Test
    void aConnectionThatNoLongerSeesWhatItSawWentBackThoughThereIsMore() {
        assertThat(of(read(1, 300, 2, true), read(1, 1600, 3, false)).back())
                .containsExactly("a connection to " + A + " saw 2, and then no longer");
    }

    @Test
    void aReadersNextConnectionMaySeeLessAndIsCounted() {
        Readings readings = of(read(1, 300, 2, true), read(2, 350, 1, true), read(2, 360, 2, true));

        assertThat(readings.back()).isEmpty();
        assertThat(readings.backElsewhere()).isEqualTo(1);
    }

    @Test
    void anOwnWriteIsMissingOnlyWhereTheServerSaidThatItHasIt() {
        OwnReadings own = OwnReadings.of(List.of(
                new OwnRead(1, A, Found.THERE),
                new OwnRead(2, A, Found.MISSING),
                new OwnRead(3, A, Found.NOT_IN_TIME),
                new OwnRead(4, "", Found.UNANSWERED)));

        assertThat(own.there()).isEqualTo(1);
        assertThat(own.missing()).containsExactly(A + " said that it has row 2, and it was not there");
        assertThat(own.notInTime()).isEqualTo(1);
        assertThat(own.unanswered()).isEqualTo(1);
    }
}

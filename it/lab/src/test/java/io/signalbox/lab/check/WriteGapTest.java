package io.signalbox.lab.check;

import static io.signalbox.lab.check.Book.A;
import static io.signalbox.lab.check.Book.B;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WriteGapTest {
    private static final long START = Book.nanos(0);

    @Test
    void isFromTheLastAcknowledgementBeforeToTheFirstAfter() {
        Book book = new Book().acknowledged("w1", A, 10, 20, 30).acknowledged("w1", B, 150, 160);

        WriteGap gap = WriteGap.of(book.writes(), Book.nanos(25), START);

        assertThat(gap.all()).contains(Duration.ofMillis(120));
    }

    @Test
    void isWhereTheServerChangesEvenIfALaterStallIsLonger() {
        Book book = new Book().acknowledged("w1", A, 10, 20, 30).acknowledged("w1", B, 150, 160, 500, 510);

        WriteGap gap = WriteGap.of(book.writes(), Book.nanos(25), START);

        assertThat(gap.all()).contains(Duration.ofMillis(120));
        assertThat(gap.later()).isEqualTo(Duration.ofMillis(340));
    }

    @Test
    void isTheLongestAfterTheFaultWhenNoServerChanges() {
        Book book = new Book().acknowledged("w1", A, 0, 100, 110, 150, 160);

        assertThat(WriteGap.of(book.writes(), Book.nanos(105), START).all()).contains(Duration.ofMillis(40));
    }

    @Test
    void ofAllWritersIsShorterThanTheWorstSingleOne() {
        Book book = new Book()
                .acknowledged("w1", A, 10, 20)
                .acknowledged("w2", A, 12, 22)
                .acknowledged("w1", B, 100, 110)
                .acknowledged("w2", B, 190, 200);

        WriteGap gap = WriteGap.of(book.writes(), Book.nanos(21), START);

        assertThat(gap.all()).contains(Duration.ofMillis(78));
        assertThat(gap.worstWriter()).contains(Duration.ofMillis(168));
    }

    @Test
    void countsFromTheKillWhenTheLinksWereCutBefore() {
        Book book = new Book().acknowledged("w1", A, 10, 20).acknowledged("w1", B, 400, 410);

        assertThat(WriteGap.of(book.writes(), Book.nanos(320), Book.nanos(320)).all())
                .contains(Duration.ofMillis(80));
    }

    @Test
    void hasNoEndWhenNobodyWroteAgain() {
        Book book = new Book().acknowledged("w1", A, 10, 20);

        assertThat(WriteGap.of(book.writes(), Book.nanos(25), START).all()).isEmpty();
        assertThat(WriteGap.of(book.writes(), Book.nanos(25), START).worstWriter())
                .isEmpty();
    }

    @Test
    void hasNoEndForTheWriterThatNeverCameBack() {
        Book book =
                new Book().acknowledged("w1", A, 10).acknowledged("w2", A, 11).acknowledged("w1", B, 90);

        WriteGap gap = WriteGap.of(book.writes(), Book.nanos(25), START);

        assertThat(gap.all()).isPresent();
        assertThat(gap.worstWriter()).isEqualTo(Optional.empty());
    }

    @Test
    void ignoresWhatAnObserverWroteBehindHaproxysBack() {
        Book book = new Book().acknowledged("w1", A, 10, 20).direct(B, 30, 40).acknowledged("w1", B, 150, 160);

        assertThat(WriteGap.of(book.writes(), Book.nanos(25), START).all()).contains(Duration.ofMillis(130));
    }
}

package io.signalbox.lab.check;

import static io.signalbox.lab.check.Book.A;
import static io.signalbox.lab.check.Book.B;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WriterOverlapTest {
    @Test
    void oneServerAfterTheOtherIsNoOverlap() {
        Book book = new Book().acknowledged("w1", A, 10, 20, 30).acknowledged("w1", B, 90, 100);

        assertThat(WriterOverlap.of(book.writes()).time()).isZero();
        assertThat(WriterOverlap.of(book.writes()).servers()).containsExactly(A, B);
    }

    @Test
    void anAcknowledgementSentToTheOldServerAfterTheNewOneAnsweredIsAnOverlap() {
        Book book = new Book().acknowledged("w1", A, 10, 20, 100).acknowledged("w2", B, 50, 60, 200);

        // From B's first answer until the last write that A acknowledged was sent.
        assertThat(WriterOverlap.of(book.writes()).time()).isEqualTo(Duration.ofMillis(100 - Book.ROUND_TRIP - 50));
    }

    @Test
    void whatAnObserverWroteDirectlyCountsToo() {
        Book book = new Book().acknowledged("w1", A, 10, 20, 30, 40, 50).direct(B, 15, 35);

        assertThat(WriterOverlap.of(book.writes()).time()).isEqualTo(Duration.ofMillis(35 - Book.ROUND_TRIP - 15));
    }

    @Test
    void aClientThatReadItsAnswerLateFeignsNoOverlap() {
        // Sent at 48 and answered by A, but read only when B had already answered somebody else at 49.
        Book book = new Book().acknowledged("w1", A, 10, 50).acknowledged("w2", B, 49, 60);

        assertThat(WriterOverlap.of(book.writes()).time()).isZero();
    }

    @Test
    void nothingWrittenIsNoOverlap() {
        assertThat(WriterOverlap.of(new Book().writes()).time()).isZero();
    }
}

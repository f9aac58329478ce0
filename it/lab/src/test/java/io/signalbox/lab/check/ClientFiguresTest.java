package io.signalbox.lab.check;

import static io.signalbox.lab.check.Book.A;
import static io.signalbox.lab.check.Book.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.lab.ledger.ClientKind;
import io.signalbox.lab.ledger.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientFiguresTest {
    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    @Test
    void tellsEachKindByItself() {
        Book book = new Book()
                .by(ClientKind.CLI)
                .acknowledged("w3", A, 12, 200)
                .by(ClientKind.RAW)
                .acknowledged("w1", A, 10, 20, 30)
                .ended(Outcome.REFUSED, A, 40)
                .ended(Outcome.UNKNOWN, A, 50)
                .acknowledged("w1", B, 130, 200)
                .by(ClientKind.POOL)
                .acknowledged("w2", A, 10, 90, 200);

        assertThat(ClientFigures.of(book.writes()))
                .containsExactly(
                        new ClientFigures(ClientKind.RAW, 5, 2, millis(100)),
                        new ClientFigures(ClientKind.POOL, 3, 0, millis(110)),
                        new ClientFigures(ClientKind.CLI, 2, 0, millis(188)));
    }

    /** Two that take turns would look as if nobody had waited. */
    @Test
    void aWaitIsThatOfOneClientNotOfAllOfItsKind() {
        Book book = new Book().acknowledged("w1", A, 10, 110).acknowledged("w2", A, 60, 110);

        assertThat(ClientFigures.of(book.writes()).getFirst().longestWait()).isEqualTo(millis(100));
    }

    @Test
    void whoNeverWroteAgainHasWaitedToTheEndAlsoIfOnlyObserversAreLeft() {
        Book book = new Book().by(ClientKind.POOL).acknowledged("w1", A, 10, 20);
        book.by(ClientKind.RAW).direct(B, 900);

        assertThat(ClientFigures.of(book.writes()))
                .containsExactly(new ClientFigures(ClientKind.POOL, 2, 0, millis(880)));
    }

    @Test
    void isEmptyWhenNobodyWroteBehindTheProxy() {
        assertThat(ClientFigures.of(List.of())).isEmpty();
        assertThat(ClientFigures.of(new Book().direct(A, 10).writes())).isEmpty();
    }
}

package io.signalbox.lab.check;

import static io.signalbox.lab.check.Book.A;
import static io.signalbox.lab.check.Book.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.lab.ledger.Outcome;
import io.signalbox.lab.ledger.Row;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossesTest {
    private final Book book = new Book().acknowledged("w1", A, 10, 20, 30).acknowledged("w1", B, 90, 100);

    @Test
    void findsNothingWhenEveryAcknowledgedWriteIsThereOnce() {
        Losses losses = Losses.of(book.writes(), book.rows());

        assertThat(losses).isEqualTo(new Losses(5, List.of(), List.of(), List.of(), List.of(), 0, 0));
    }

    @Test
    void aDroppedRowIsOneLostWrite() {
        List<Row> rows = new ArrayList<>(book.rows());
        rows.remove(2);

        assertThat(Losses.of(book.writes(), rows).lost()).containsExactly(3L);
    }

    @Test
    void aRowThatIsThereTwiceIsDuplicated() {
        List<Row> rows = new ArrayList<>(book.rows());
        rows.add(new Row(4, B));

        Losses losses = Losses.of(book.writes(), rows);

        assertThat(losses.duplicated()).containsExactly(4L);
        assertThat(losses.lost()).isEmpty();
    }

    @Test
    void aWriteThatNobodySentIsUnexpected() {
        List<Row> rows = new ArrayList<>(book.rows());
        rows.add(new Row(77, B));

        assertThat(Losses.of(book.writes(), rows).unexpected()).containsExactly(77L);
    }

    @Test
    void aRefusedWriteMustNotAppear() {
        book.ended(Outcome.REFUSED, A, 40);
        List<Row> rows = new ArrayList<>(book.rows());
        assertThat(Losses.of(book.writes(), rows).unexpected()).isEmpty();

        rows.add(new Row(6, A));

        assertThat(Losses.of(book.writes(), rows).unexpected()).containsExactly(6L);
    }

    @Test
    void aWriteOfUnknownOutcomeMayBeThereOrNot() {
        book.ended(Outcome.UNKNOWN, A, 40).ended(Outcome.UNKNOWN, A, 41);
        List<Row> rows = new ArrayList<>(book.rows());
        rows.add(new Row(7, A));

        Losses losses = Losses.of(book.writes(), rows);

        assertThat(losses.lost()).isEmpty();
        assertThat(losses.unexpected()).isEmpty();
        assertThat(losses.unknown()).isEqualTo(2);
        assertThat(losses.rescued()).isEqualTo(1);
    }

    @Test
    void anAcknowledgementOfAnotherServerThanTheOneThatExecutedItIsTold() {
        List<Row> rows = new ArrayList<>(book.rows());
        rows.set(0, new Row(1, B));

        assertThat(Losses.of(book.writes(), rows).misattributed()).containsExactly(1L);
    }

    @Test
    void whatIsLostLaterCountsOnceAndWhenItIsFound() {
        Losses first = Losses.of(book.writes(), book.rows());
        book.acknowledged("w1", B, 110, 120);
        List<Row> rows = new ArrayList<>(book.rows());
        rows.removeFirst();

        Losses second = Losses.of(book.writes(), rows);

        assertThat(second.since(first).acknowledged()).isEqualTo(2);
        assertThat(second.since(first).lost()).containsExactly(1L);
        assertThat(second.since(second).lost()).isEmpty();
        assertThat(first.since(Losses.none())).isEqualTo(first);
    }
}

package io.signalbox.lab.check;

import static io.signalbox.lab.check.Book.A;
import static io.signalbox.lab.check.Book.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.mysql.gtid.GtidSet;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GtidEvidenceTest {
    private final Book book = new Book().acknowledged("w1", A, 10, 20, 30).acknowledged("w1", B, 90, 100);
    private final GtidSet before = GtidSet.range(A, 1, 10);
    private final GtidSet after = before.union(GtidSet.range(A, 11, 13)).union(GtidSet.range(B, 1, 2));
    private final TreeMap<String, GtidSet> others = new TreeMap<>();

    @Test
    void agreesWhenEachAcknowledgementHasItsTransaction() {
        others.put("db2", after);

        assertThat(GtidEvidence.against(book.writes(), before, after, others)).isEmpty();
    }

    @Test
    void contradictsWhenTheFinalPrimaryKnowsFewerTransactionsThanWereAcknowledged() {
        GtidSet short1 = before.union(GtidSet.range(A, 11, 12)).union(GtidSet.range(B, 1, 2));

        assertThat(GtidEvidence.against(book.writes(), before, short1, others))
                .singleElement()
                .asString()
                .contains(A, "3", "2");
    }

    @Test
    void contradictsWhenAServerHoldsATransactionThatTheFinalPrimaryLacks() {
        others.put("db2", after.union(GtidSet.of(A, 99)));

        assertThat(GtidEvidence.against(book.writes(), before, after, others))
                .singleElement()
                .asString()
                .contains("db2", A + ":99");
    }

    @Test
    void countsOnlyWhatIsNew() {
        assertThat(GtidEvidence.against(book.writes(), after, after, others)).hasSize(2);
    }
}

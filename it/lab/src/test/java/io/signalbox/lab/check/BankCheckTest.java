package io.signalbox.lab.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.lab.ledger.Audit;
import io.signalbox.lab.ledger.Books;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BankCheckTest {
    private final TreeMap<Integer, Long> balances = new TreeMap<>();
    private final TreeMap<Integer, Long> moved = new TreeMap<>();

    /** One transfer of 5 from account 3 to account 7. */
    @BeforeEach
    void openTheBank() {
        for (int account = 0; account < Books.ACCOUNTS; account++) {
            balances.put(account, Books.OPENING);
        }
        balances.merge(3, -5L, Long::sum);
        balances.merge(7, 5L, Long::sum);
        moved.put(3, -5L);
        moved.put(7, 5L);
    }

    private List<String> wrong() {
        return BankCheck.wrong("db1", new Books(balances, moved));
    }

    @Test
    void findsNothingWhereEveryTransferIsWhole() {
        assertThat(wrong()).isEmpty();
    }

    @Test
    void aTransferOfWhichOneHalfIsUndoneMakesAWrongSum() {
        balances.merge(3, 5L, Long::sum);

        assertThat(wrong())
                .containsExactly(
                        "all accounts of db1 hold 20005 together, not 20000",
                        "account 3 of db1 holds 1000, its transfers make it 995");
    }

    @Test
    void aTransferThatIsMissingOrDoubledShowsInBothAccountsThoughTheSumIsRight() {
        moved.clear();

        assertThat(wrong())
                .containsExactly(
                        "account 3 of db1 holds 995, its transfers make it 1000",
                        "account 7 of db1 holds 1005, its transfers make it 1000");
        moved.put(3, -10L);
        moved.put(7, 10L);

        assertThat(wrong()).hasSize(2);
    }

    @Test
    void anAccountThatIsGoneIsMissed() {
        balances.remove(19);

        assertThat(wrong())
                .contains("db1 has 19 accounts, not 20", "all accounts of db1 hold 19000 together, not 20000");
    }

    @Test
    void anAuditWithAnotherSumIsWrong() {
        Audit wrong = new Audit("b", Books.TOTAL - 5, 2);

        assertThat(BankCheck.wrong(List.of(new Audit("a", Books.TOTAL, 1), wrong)))
                .containsExactly(wrong);
    }
}

package io.signalbox.lab.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.lab.ledger.Books;
import io.signalbox.lab.workload.Bank.Transfer;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BankTest {
    @Test
    void aTransferHasTwoAccountsAndMakesNoMoney() {
        LongStream.rangeClosed(1, 1000).mapToObj(Transfer::of).forEach(transfer -> {
            assertThat(transfer.payer()).isNotEqualTo(transfer.payee()).isBetween(0, Books.ACCOUNTS - 1);
            assertThat(transfer.payee()).isBetween(0, Books.ACCOUNTS - 1);
            assertThat(transfer.amount()).isPositive();
            assertThat(transfer.first()).isLessThan(transfer.second());
            assertThat(transfer.adds(transfer.first()) + transfer.adds(transfer.second()))
                    .isZero();
            assertThat(transfer.adds(transfer.payee())).isEqualTo(transfer.amount());
        });
    }

    @Test
    void everyAccountPaysEveryOther() {
        Set<String> pairs = new HashSet<>();
        LongStream.rangeClosed(1, (long) Books.ACCOUNTS * Books.ACCOUNTS)
                .mapToObj(Transfer::of)
                .forEach(transfer -> pairs.add(transfer.payer() + ">" + transfer.payee()));

        assertThat(pairs).hasSize(Books.ACCOUNTS * (Books.ACCOUNTS - 1));
    }

    /** On these two lines rests what the outcome of a run of mysql is read from. */
    @Test
    void aScriptAsksWhoIsThereFirstAndMakesItLastInItsLastLine() {
        for (Work work : new Work[] {new Bank("b"), new Table("t")}) {
            assertThat(work.script(42, "writer1").lines())
                    .startsWith("SELECT @@server_uuid;")
                    .allMatch(line -> line.indexOf(';') == line.length() - 1);
        }
        assertThat(new Bank("b").script(42, "writer1").lines())
                .endsWith("COMMIT;")
                .hasSize(8);
        assertThat(new Table("t").script(42, "writer1").lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("INSERT INTO signalbox_lab.t (id, writer, server) VALUES (42, 'writer1', ");
    }
}

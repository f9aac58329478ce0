package io.signalbox.lab.check;

import io.signalbox.lab.ledger.Audit;
import io.signalbox.lab.ledger.Books;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Money is neither made nor lost, at no time and on no server, and every account holds what the transfers that are there make of it. A
 * transfer of which only a part was kept breaks the one or the other; whether each acknowledged one is there once is asked by
 * {@link Losses}.
 */
public final class BankCheck {
    private BankCheck() {}

    /** What is wrong with one server's books, one sentence each; empty if nothing is. */
    public static List<String> wrong(String server, Books books) {
        List<String> wrong = new ArrayList<>();
        if (books.balances().size() != Books.ACCOUNTS) {
            wrong.add(server + " has " + books.balances().size() + " accounts, not " + Books.ACCOUNTS);
        }
        long sum = books.balances().values().stream().mapToLong(Long::longValue).sum();
        if (sum != Books.TOTAL) {
            wrong.add("all accounts of " + server + " hold " + sum + " together, not " + Books.TOTAL);
        }
        IntStream.range(0, Books.ACCOUNTS).forEach(account -> {
            long expected = Books.OPENING + books.moved().getOrDefault(account, 0L);
            long balance = books.balances().getOrDefault(account, 0L);
            if (balance != expected) {
                wrong.add("account " + account + " of " + server + " holds " + balance + ", its transfers make it "
                        + expected);
            }
        });
        return wrong;
    }

    /** Audits that found another sum than the bank was opened with. */
    public static List<Audit> wrong(List<Audit> audits) {
        return audits.stream().filter(audit -> audit.sum() != Books.TOTAL).toList();
    }
}

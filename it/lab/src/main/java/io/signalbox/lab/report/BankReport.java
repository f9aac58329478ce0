package io.signalbox.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was read of the bank's books.
 *
 * @param audits how often the sum of all accounts was read on the primary while the drill ran
 * @param wrongSums how often it was another than the bank was opened with
 * @param servers whose books were read afterwards
 * @param faults what is wrong with those
 */
public record BankReport(long audits, long wrongSums, int servers, List<String> faults) {

    /** Of all rounds. Empty if there was no bank. */
    static Optional<BankReport> together(List<RoundReport> rounds) {
        return rounds.stream().flatMap(round -> round.bank().stream()).reduce(BankReport::and);
    }

    private BankReport and(BankReport later) {
        List<String> all =
                Stream.concat(faults.stream(), later.faults.stream()).distinct().toList();
        return new BankReport(
                audits + later.audits, wrongSums + later.wrongSums, Math.max(servers, later.servers), all);
    }

    /** In words. */
    String sentence() {
        return "sum read " + audits + " times while the drill ran, " + wrongSums + " wrong; books of " + servers
                + " servers read afterwards, " + faults.size() + " fault(s)";
    }

    /** Why a round with these books has failed; empty if all is well. */
    public List<String> reasons() {
        List<String> reasons = new ArrayList<>(faults);
        if (wrongSums > 0) {
            reasons.add(
                    "the sum of all accounts was wrong " + wrongSums + " of " + audits + " times while the drill ran");
        }
        if (audits == 0) {
            reasons.add("the sum of all accounts could not be read while the drill ran");
        }
        return reasons;
    }
}

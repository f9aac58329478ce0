package io.signalbox.lab.report;

import java.util.List;
import java.util.Optional;

/**
 * What the death of the controller at one step cost.
 *
 * @param addedGapMillis how much longer the write gap was than in a round of the same plan that was left alone; absent if
 *     there was none
 */
public record CrashLine(
        int round,
        String plan,
        String step,
        boolean hit,
        Optional<Double> writeGapMillis,
        Optional<Double> addedGapMillis,
        Optional<Double> controllerBackMillis) {

    /** One line for each round in which a controller was to die. */
    static List<CrashLine> of(List<RoundReport> rounds) {
        return rounds.stream()
                .filter(round ->
                        round.crash().filter(crash -> !crash.reference()).isPresent())
                .map(round -> of(round, round.crash().orElseThrow(), rounds))
                .toList();
    }

    private static CrashLine of(RoundReport round, CrashReport crash, List<RoundReport> rounds) {
        Optional<Double> usual = usualGap(crash.plan(), rounds);
        return new CrashLine(
                round.round(),
                crash.plan(),
                crash.step(),
                crash.hit(),
                round.writeGapMillis(),
                round.writeGapMillis().flatMap(gap -> usual.map(less -> Math.round((gap - less) * 10) / 10.0)),
                crash.controllerBackMillis());
    }

    private static Optional<Double> usualGap(String plan, List<RoundReport> rounds) {
        return rounds.stream()
                .filter(round -> round.crash()
                        .filter(crash -> crash.reference() && crash.plan().equals(plan))
                        .isPresent())
                .findFirst()
                .flatMap(RoundReport::writeGapMillis);
    }
}

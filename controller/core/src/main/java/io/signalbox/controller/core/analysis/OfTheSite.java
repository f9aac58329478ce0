package io.signalbox.controller.core.analysis;

import static io.signalbox.controller.core.analysis.Witnesses.millis;

import io.signalbox.controller.core.analysis.Evidence.Says;
import io.signalbox.controller.core.event.ClockJump;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.topology.Topology;
import java.time.Duration;
import java.util.List;

/** What can be wrong with the whole. */
final class OfTheSite {
    /** How long a jump of the clock is told. */
    private static final Duration MARKED = Duration.ofSeconds(60);

    static final List<Row<Topology>> ROWS = List.of(
            new Row<>(
                    ProblemKind.NO_RECORD,
                    (t, s) -> t.primary().isEmpty(),
                    (t, s) -> Evidence.ofRecord(t.record(), "no primary")),
            new Row<>(
                    ProblemKind.PAUSED,
                    (t, s) -> t.record().mode() == ClusterRecord.Mode.PAUSED,
                    (t, s) -> Evidence.ofRecord(t.record(), "mode paused")),
            new Row<>(
                    ProblemKind.CLOCK_JUMPED,
                    (t, s) -> t.clockJump()
                            .filter(j -> age(t, j).compareTo(MARKED) < 0)
                            .isPresent(),
                    (t, s) -> t.clockJump().map(j -> words(t, j)).orElse(List.of())));

    private OfTheSite() {}

    private static Duration age(Topology t, ClockJump jump) {
        return t.now().since(jump.at());
    }

    private static List<Evidence> words(Topology t, ClockJump jump) {
        return List.of(
                new Evidence("controller", Says.NOTHING, "clock", "moved by " + millis(jump.by()), age(t, jump)));
    }
}

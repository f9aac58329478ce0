package io.signalbox.controller.simulation;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.controller.core.analysis.Problem;
import io.signalbox.controller.core.analysis.ProblemKind;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.record.JournalEntry;
import io.signalbox.controller.core.record.Run;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What one history led through. */
final class Coverage {
    static final String FAILOVER = "finished failover";
    static final String OVERLAP = "history OVERLAPPING_FAULTS";

    static final String LOST = "problem " + ProblemKind.RECEIVED_LOST;

    private final SortedSet<String> seen = new TreeSet<>();

    /** All of it, as "what name". */
    SortedSet<String> seen() {
        return seen;
    }

    /** Everything whose absence should be noticed. */
    static List<String> all() {
        Stream<String> steps = Arrays.stream(Plan.values())
                .flatMap(plan -> plan.steps().stream().map(step -> "step " + plan.word() + "/" + step.name()));
        return Stream.of(
                        named("problem", ProblemKind.values()),
                        named("refusal", Answer.Refusal.values()),
                        named("fault", Fault.values()),
                        steps)
                .flatMap(each -> each)
                .toList();
    }

    private static Stream<String> named(String what, Enum<?>[] names) {
        return Arrays.stream(names).map(name -> what + " " + name.name());
    }

    void saw(String what) {
        seen.add(what);
    }

    void saw(String what, String name) {
        saw(what + " " + name);
    }

    void problems(List<Problem> problems) {
        problems.forEach(problem -> saw("problem", problem.kind().name()));
    }

    void journaled(JournalEntry entry) {
        saw("step", entry.plan() + "/" + entry.step());
        if (entry.phase() == JournalEntry.Phase.FAILED) {
            saw("stopped", entry.plan() + "/" + entry.step());
        }
    }

    /** A run that named a new primary and was finished. */
    void recorded(SimulatedStore.Change change) {
        boolean finished = change.before().run().kind() == Run.Kind.PROMOTE
                && change.after().run().kind() == Run.Kind.NONE;
        if (finished) {
            String id = change.before().run().id();
            saw("finished", id.substring(0, id.indexOf('-')));
        }
    }
}

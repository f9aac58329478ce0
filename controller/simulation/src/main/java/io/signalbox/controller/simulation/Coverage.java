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

    /** Written to a binlog, and lost with the power before it was synced. */
    static final String UNWRITTEN = "history UNSYNCED_WRITE_LOST";

    /** The gate that is shut while nothing is wrong: it refuses nothing. */
    private static final String LOSS = "primary lost";

    static final String LOST = "problem " + ProblemKind.RECEIVED_LOST;

    /** The gates of the automatic failover; a test holds them against the core. */
    static final List<String> GATES = List.of(
            LOSS,
            "mode",
            "running plan",
            "record proven",
            "ackers reachable",
            "candidate",
            "catching up",
            "was in service",
            "cool-down of");

    /** What an operation can be refused for; a test holds them against the core. */
    static final List<String> BLOCKERS = List.of(
            "ACCEPTS_WRITES",
            "AGENT_UNREACHABLE",
            "APPLIER_BROKEN",
            "BUSY",
            "COMMITS_ARE_WAITING",
            "COPYING",
            "DISK_CRITICAL",
            "DIVERGED",
            "DOWN",
            "ERRANT",
            "FILE_SYSTEM_READ_ONLY",
            "HOLDS_MORE",
            "IN_MAINTENANCE",
            "IS_ACKER",
            "IS_PRIMARY",
            "LAGS",
            "LAST_ACKER",
            "LAST_READY_SERVER",
            "LONG_TRANSACTION",
            "NOTHING_TO_ADOPT",
            "NOT_AN_ACKER",
            "NOT_FOLLOWING",
            "NOT_IN_HAPROXY",
            "NOT_LEADING",
            "NOT_PROVEN",
            "NO_CANDIDATE",
            "NO_RECORD",
            "OFFLINE",
            "OLDER_VERSION",
            "PRIMARY_AGENT_UNREACHABLE",
            "PRIMARY_NOT_IN_SERVICE",
            "RECEIVED_LOST",
            "RECLONE",
            "RULE_NEVER",
            "SECOND_SERVER_IS_OPEN",
            ProblemKind.STORE_MAY_HAVE_GONE_BACK.name(),
            "TOO_FEW_ACKERS",
            "UNKNOWN_SERVER",
            "WRITES_LOCKED");

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
                        GATES.stream().filter(gate -> !gate.equals(LOSS)).map(gate -> "gate " + gate),
                        BLOCKERS.stream().map(code -> "blocker " + code),
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

    /** An operation was refused. */
    void blocked(String code) {
        saw("blocker", code);
    }

    /** A lost primary is not replaced: the first gate that is shut, with or without a server's name at its end. */
    void shut(String gate) {
        GATES.stream().filter(gate::startsWith).forEach(known -> saw("gate", known));
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

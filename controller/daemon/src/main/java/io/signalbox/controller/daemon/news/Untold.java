package io.signalbox.controller.daemon.news;

import io.signalbox.controller.core.execution.Failover;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import io.signalbox.controller.core.record.JournalEntry.Phase;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.core.view.ClusterView.Receipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The receipt of a run that had ended when its leader did, so that nobody was told: what the store has of it, which is its
 * steps and how it ended. What was seen, read and fenced in it is not known any more.
 */
final class Untold {
    private static final Set<String> WITH_A_RECEIPT =
            Set.of(Plan.FAILOVER.word(), Plan.SWITCHOVER.word(), Plan.PROMOTE.word());

    /** Of all of them: who has begun it and has no open run has done all. */
    private static final String LAST_STEP = "finish";

    private static final String CAUSE =
            "not known any more: its leader ended before it could tell, this is what it had written";

    private Untold() {}

    /** Whether it was put together so: whoever has another receipt of the run knows more. */
    static boolean is(Receipt receipt) {
        return receipt.cause().equals(CAUSE);
    }

    /**
     * Empty if the run is none of those that have a receipt, or is still open: who goes on with it tells of it.
     *
     * @param lately entries of one run, oldest first
     */
    static Optional<Receipt> of(ClusterRecord record, List<JournalEntry> lately) {
        if (lately.isEmpty()
                || !WITH_A_RECEIPT.contains(lately.getLast().plan())
                || lately.getLast().run().equals(record.run().id())) {
            return Optional.empty();
        }
        JournalEntry first = lately.getFirst();
        JournalEntry last = lately.getLast();
        boolean done = last.step().equals(LAST_STEP) && last.phase() != Phase.FAILED;
        Run run = new Run(Run.Kind.NONE, last.run(), "", "", "", "");
        String lost = done && Failover.allowedLoss(run, lately)
                ? "cannot be vouched for: an operator allowed data loss; what was read is not known any more"
                : "0";
        return Optional.of(new Receipt(
                last.run(),
                first.plan(),
                done ? "done" : "stopped: " + why(last),
                "",
                done ? record.primary() : "",
                record.epoch(),
                CAUSE,
                at(first),
                new TreeMap<>(),
                new TreeMap<>(),
                lost,
                new TreeMap<>(),
                timeline(lately),
                List.of(),
                new TreeMap<>(),
                List.of(),
                List.of()));
    }

    /** That it stopped may not be durable, when the record is that says so. */
    private static String why(JournalEntry last) {
        return last.phase() == Phase.FAILED
                ? last.sentence()
                : "in step " + last.step() + "; why is not known any more";
    }

    private static List<String> timeline(List<JournalEntry> lately) {
        List<String> timeline = new ArrayList<>();
        for (JournalEntry entry : lately) {
            String end = entry.phase() == Phase.BEGUN ? "" : " " + entry.phase() + " " + entry.sentence();
            timeline.add(at(entry) + " " + entry.step() + end.stripTrailing());
        }
        return timeline;
    }

    private static String at(JournalEntry entry) {
        return Instant.ofEpochMilli(entry.at()).toString();
    }
}

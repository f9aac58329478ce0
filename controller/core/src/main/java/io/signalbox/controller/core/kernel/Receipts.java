package io.signalbox.controller.core.kernel;

import io.signalbox.controller.core.event.Time;
import io.signalbox.controller.core.execution.Failover;
import io.signalbox.controller.core.execution.Procedure;
import io.signalbox.controller.core.execution.Promotion;
import io.signalbox.controller.core.execution.Switchover;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.core.view.ClusterView.Receipt;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What each failover and switchover did: from when to when, by whom to whom, and what it can vouch for. */
final class Receipts {
    private static final int KEPT = 50;

    /** Which step of a plan belongs to which phase; all but the last, which nobody waits for. */
    static final Map<String, String> PHASE = Map.of(
            "announce", "decide",
            "settle", "decide",
            "gather", "decide",
            "hold", "decide",
            "revoke", "revoke",
            "close", "revoke",
            "catch-up", "catchUp",
            "name", "decide",
            "open", "promote",
            "route", "route");

    private final Deque<Receipt> latest = new ArrayDeque<>();
    private List<JournalEntry> inherited = List.of();

    List<Receipt> all() {
        return List.copyOf(latest);
    }

    /** What a dead leader had done of the run that this one finds open. */
    void inherit(List<JournalEntry> journal) {
        inherited = List.copyOf(journal);
    }

    Receipt failover(Failover f, ClusterRecord record, Duration detected, Time now) {
        SortedMap<String, Double> phases = phases(f, now);
        phases.put("detect", millis(detected));
        return add(receipt(f, f.run(), record, phases, texts(f.received()), lost(f, f.vouchesForNothing())));
    }

    private static String lost(Procedure p, boolean allowed) {
        return allowed && p.state() == Procedure.State.DONE
                ? "cannot be vouched for: an operator allowed data loss"
                : "0";
    }

    Receipt switchover(Switchover s, ClusterRecord record, Time now) {
        return add(receipt(s, s.run(), record, phases(s, now), texts(s.received()), "0"));
    }

    /** Of whatever the dead leader had begun; what it had read is not known any more. */
    Receipt promotion(Promotion p, ClusterRecord record, Time now) {
        String lost = lost(p, Failover.allowedLoss(p.run(), inherited));
        return add(receipt(p, p.run(), record, phases(p, now), new TreeMap<>(), lost));
    }

    /** The saved tail of a server that failed, once it was looked at. */
    void leftovers(String server, String file, String gtids) {
        latest.stream()
                .filter(r -> r.from().equals(server) && !r.leftovers().containsKey(server))
                .findFirst()
                .ifPresent(r -> {
                    r.leftovers().put(server, file);
                    r.sets().put(server + " (tail)", gtids);
                });
    }

    private Receipt add(Receipt receipt) {
        latest.addFirst(receipt);
        while (latest.size() > KEPT) {
            latest.removeLast();
        }
        return receipt;
    }

    private Receipt receipt(
            Procedure p,
            Run run,
            ClusterRecord record,
            SortedMap<String, Double> phases,
            SortedMap<String, String> sets,
            String lost) {
        boolean done = p.state() == Procedure.State.DONE;
        List<JournalEntry> before =
                inherited.stream().filter(e -> e.run().equals(p.id())).toList();
        return new Receipt(
                p.id(),
                before.isEmpty() ? p.plan().word() : before.getFirst().plan(),
                done ? "done" : "stopped: " + p.sentence(),
                run.from(),
                done ? record.primary() : "",
                record.epoch(),
                run.cause(),
                before.isEmpty() ? p.started().wall().toString() : at(before.getFirst()),
                phases,
                sets,
                lost,
                new TreeMap<>(),
                timeline(before, p));
    }

    private static List<String> timeline(List<JournalEntry> before, Procedure p) {
        List<String> timeline = new ArrayList<>();
        before.forEach(e -> timeline.add(at(e) + " " + e.step()));
        if (!before.isEmpty()) {
            timeline.add(p.started().wall() + " resumed by another controller");
        }
        p.begun().forEach((step, at) -> timeline.add(at.wall() + " " + step));
        if (p.state() != Procedure.State.DONE) {
            timeline.add(p.sentence());
        }
        return timeline;
    }

    private static String at(JournalEntry entry) {
        return Instant.ofEpochMilli(entry.at()).toString();
    }

    private static SortedMap<String, Double> phases(Procedure p, Time end) {
        SortedMap<String, Double> phases = new TreeMap<>();
        List<Map.Entry<String, Time>> steps = List.copyOf(p.begun().entrySet());
        for (int i = 0; i < steps.size(); i++) {
            String phase = PHASE.get(steps.get(i).getKey());
            Time next = i + 1 < steps.size() ? steps.get(i + 1).getValue() : end;
            if (phase != null) {
                phases.merge(phase, millis(next.since(steps.get(i).getValue())), Double::sum);
            }
        }
        return phases;
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private static SortedMap<String, String> texts(SortedMap<String, GtidSet> sets) {
        SortedMap<String, String> texts = new TreeMap<>();
        sets.forEach((server, set) -> texts.put(server, set.toString()));
        return texts;
    }
}

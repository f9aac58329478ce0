package io.signalbox.controller.core.kernel;

import io.signalbox.controller.core.event.Time;
import io.signalbox.controller.core.execution.Desk;
import io.signalbox.controller.core.execution.Failover;
import io.signalbox.controller.core.execution.Fences;
import io.signalbox.controller.core.execution.Procedure;
import io.signalbox.controller.core.execution.Promotion;
import io.signalbox.controller.core.execution.Switchover;
import io.signalbox.controller.core.plan.Step;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.controller.core.topology.Testimony;
import io.signalbox.controller.core.view.ClusterView.Fence;
import io.signalbox.controller.core.view.ClusterView.Receipt;
import io.signalbox.controller.core.view.ClusterView.StepTaken;
import io.signalbox.controller.core.view.ClusterView.Witness;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

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

    private static final String PROVABLY_NOTHING = "0";

    private final Desk desk;
    private final Deque<Receipt> latest = new ArrayDeque<>();
    private List<JournalEntry> inherited = List.of();

    Receipts(Desk desk) {
        this.desk = desk;
    }

    List<Receipt> all() {
        return List.copyOf(latest);
    }

    /** What a dead leader had done of the run that this one finds open. */
    void inherit(List<JournalEntry> journal) {
        inherited = List.copyOf(journal);
    }

    // ---- what each kind of run knows

    /** What was seen of a run besides its steps. */
    private record Findings(
            List<Testimony> evidence,
            List<Fences.Fence> fences,
            SortedMap<String, GtidSet> sets,
            GtidSet opened,
            String lost) {}

    /** @param detected empty where an operator asked for it, and where the leader that noticed is dead */
    Receipt failover(Failover f, Optional<Duration> detected) {
        String lost = f.vouchesForNothing() && done(f) ? cannotBeVouchedFor(f) : PROVABLY_NOTHING;
        Receipt receipt =
                receipt(f, f.run(), new Findings(f.evidence(), f.fences().all(), f.found(), f.opened(), lost));
        detected.ifPresent(after -> receipt.phases().put("detect", millis(after)));
        return add(receipt);
    }

    Receipt switchover(Switchover s) {
        return add(receipt(
                s, s.run(), new Findings(s.evidence(), s.fences().all(), s.received(), s.opened(), PROVABLY_NOTHING)));
    }

    /** Of whatever the dead leader had begun; what it had seen and read is not known any more. */
    Receipt promotion(Promotion p) {
        String lost = Failover.allowedLoss(p.run(), inherited) && done(p)
                ? "cannot be vouched for: an operator allowed data loss; what was read is not known any more"
                : PROVABLY_NOTHING;
        return add(receipt(p, p.run(), new Findings(List.of(), List.of(), new TreeMap<>(), p.opened(), lost)));
    }

    /** What the old primary was heard to have executed and nobody has, and all that was not heard of it. */
    private String cannotBeVouchedFor(Failover f) {
        GtidSet known = f.lastHeard().minus(f.opened());
        String range = known.isEmpty() ? "" : known + ", which " + f.run().from() + " was heard to have executed, and ";
        return "cannot be vouched for: an operator allowed data loss; " + range + "whatever "
                + f.run().from() + " acknowledged after it was last heard";
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

    // ---- its parts

    private Receipt receipt(Procedure p, Run run, Findings findings) {
        ClusterRecord record = desk.record();
        List<JournalEntry> before =
                inherited.stream().filter(e -> e.run().equals(p.id())).toList();
        return new Receipt(
                p.id(),
                before.isEmpty() ? p.plan().word() : before.getFirst().plan(),
                done(p) ? "done" : "stopped: " + p.sentence(),
                run.from(),
                done(p) ? record.primary() : "",
                record.epoch(),
                run.cause(),
                before.isEmpty() ? p.started().wall().toString() : at(before.getFirst()),
                phases(p),
                texts(findings.sets()),
                findings.lost(),
                new TreeMap<>(),
                timeline(before, p, findings.fences()),
                findings.evidence().stream()
                        .map(t -> new Witness(t.witness(), t.said(), millis(t.age())))
                        .toList(),
                after(findings.opened()),
                findings.fences().stream()
                        .map(f -> new Fence(f.at().wall().toString(), f.by(), f.what()))
                        .toList(),
                steps(p));
    }

    private static boolean done(Procedure p) {
        return p.state() == Procedure.State.DONE;
    }

    private SortedMap<String, String> after(GtidSet opened) {
        SortedMap<String, String> after = new TreeMap<>();
        desk.topology().servers().stream()
                .filter(ServerSight::running)
                .forEach(s -> after.put(s.name(), s.executed().toString()));
        if (!opened.isEmpty()) {
            after.put(desk.record().primary(), opened.toString());
        }
        return after;
    }

    private List<StepTaken> steps(Procedure p) {
        List<StepTaken> steps = new ArrayList<>();
        for (Step step : p.plan().steps()) {
            Time begun = p.begun().get(step.name());
            if (begun != null) {
                steps.add(new StepTaken(
                        step.name(),
                        step.act(),
                        begun.wall().toString(),
                        millis(p.took(step.name()).orElse(Duration.ZERO))));
            }
        }
        return steps;
    }

    private record Moment(Time at, String what) {}

    private static List<String> timeline(List<JournalEntry> before, Procedure p, List<Fences.Fence> fences) {
        List<String> timeline = new ArrayList<>();
        before.forEach(e -> timeline.add(at(e) + " " + e.step()));
        if (!before.isEmpty()) {
            timeline.add(p.started().wall() + " resumed by another controller");
        }
        Stream.concat(
                        p.begun().entrySet().stream().map(e -> new Moment(e.getValue(), e.getKey())),
                        fences.stream().map(f -> new Moment(f.at(), f.by() + " " + f.what())))
                .sorted(Comparator.comparing(m -> m.at().monotonic()))
                .forEach(m -> timeline.add(m.at().wall() + " " + m.what()));
        if (!done(p)) {
            timeline.add(p.sentence());
        }
        return timeline;
    }

    private static String at(JournalEntry entry) {
        return Instant.ofEpochMilli(entry.at()).toString();
    }

    private static SortedMap<String, Double> phases(Procedure p) {
        SortedMap<String, Double> phases = new TreeMap<>();
        p.begun().keySet().stream()
                .filter(PHASE::containsKey)
                .forEach(step ->
                        phases.merge(PHASE.get(step), millis(p.took(step).orElse(Duration.ZERO)), Double::sum));
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

package io.signalbox.lab.drill;

import io.signalbox.lab.check.ClientFigures;
import io.signalbox.lab.check.GtidEvidence;
import io.signalbox.lab.check.Losses;
import io.signalbox.lab.check.Openings;
import io.signalbox.lab.check.OwnReadings;
import io.signalbox.lab.check.Readings;
import io.signalbox.lab.check.WriteGap;
import io.signalbox.lab.check.WriterOverlap;
import io.signalbox.lab.cluster.ClusterState;
import io.signalbox.lab.cluster.Receipt;
import io.signalbox.lab.ledger.Ledger;
import io.signalbox.lab.ledger.Outcome;
import io.signalbox.lab.ledger.ReadPort;
import io.signalbox.lab.ledger.Via;
import io.signalbox.lab.ledger.Write;
import io.signalbox.lab.report.BankReport;
import io.signalbox.lab.report.ClientReport;
import io.signalbox.lab.report.ReadsReport;
import io.signalbox.lab.report.RoundReport;
import io.signalbox.lab.report.TailReport;
import io.signalbox.lab.tail.DeadBinlog;
import io.signalbox.lab.tail.Mysqlbinlog;
import io.signalbox.lab.tail.TailCheck;
import io.signalbox.mysql.gtid.GtidSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a round left behind, read when its clients had stopped and the site was whole.
 *
 * @param after the final primary's executed set
 * @param losses what is missing now and was not before the round, of this and of earlier rounds
 * @param bank what was read of the bank's books, where there is one
 * @param contradictions between the ledger and the servers
 */
record Aftermath(
        Stage stage,
        Ledger ledger,
        List<Write> writes,
        ClusterState start,
        ClusterState end,
        GtidSet after,
        Losses losses,
        Optional<BankReport> bank,
        List<String> contradictions,
        List<Receipt> receipts) {
    /** What was acknowledged so long ago is seen through the port for fresh reads. */
    private static final Duration FRESH_WITHIN = Duration.ofSeconds(1);
    /** Of the pool: its oldest read is told, and none is called stale. */
    private static final Duration UNPROMISED = Duration.ofDays(1);

    static Aftermath of(
            Stage stage,
            Ledger ledger,
            ClusterState start,
            ClusterState end,
            GtidSet before,
            Losses losses,
            Optional<BankReport> bank)
            throws SQLException {
        List<Write> writes = ledger.writes();
        SortedMap<String, GtidSet> others = Servers.executedByOthers(stage, end.primary());
        GtidSet after = Servers.executedWith(stage, end.primary(), others);
        List<String> contradictions = new ArrayList<>(GtidEvidence.against(writes, before, after, others));
        if (!Servers.uuid(stage, stage.doors().write())
                .equals(Servers.uuid(stage, Servers.address(stage, end.primary())))) {
            contradictions.add("HAProxy's port for writes leads to another server than " + end.primary());
        }
        return new Aftermath(
                stage,
                ledger,
                writes,
                start,
                end,
                after,
                losses,
                bank,
                contradictions,
                stage.cluster().receiptsAfter(start.epoch()));
    }

    RoundReport report(int number, Incident incident, long begunNanos, Optional<Duration> rejoin) {
        long fault = incident.faultNanos();
        WriteGap gap = WriteGap.of(writes, fault, incident.countFromNanos().orElse(begunNanos));
        Openings openings = Openings.of(ledger.openings());
        Optional<TailReport> tail = incident.deadBinlog().flatMap(this::tail);
        ReadsReport readers = readers();
        return new RoundReport(
                number,
                incident.sentence(),
                start.primary(),
                end.primary(),
                end.epoch() - start.epoch(),
                gap.all().map(Aftermath::millis),
                gap.worstWriter().map(Aftermath::millis),
                incident.countFromNanos()
                        .flatMap(from ->
                                WriteGap.of(writes, fault, begunNanos).all().map(Aftermath::millis)),
                millis(gap.later()),
                phases(gap, fault),
                losses.acknowledged(),
                losses.lost().size(),
                losses.duplicated().size(),
                losses.unexpected().size(),
                losses.misattributed().size(),
                losses.unknown(),
                losses.rescued(),
                failedWrites(),
                millis(WriterOverlap.of(writes).time()),
                contradictions,
                openings.opened(),
                openings.refused(),
                openings.failed(),
                openings.held(),
                millis(openings.longestHold()),
                readers.pool().done(),
                readers.pool().failed(),
                readers,
                ClientReport.of(ClientFigures.of(writes)),
                bank,
                rejoin.map(Aftermath::millis),
                tail,
                incident.crash(),
                reasons(incident, gap, rejoin, tail, readers),
                incident.notes());
    }

    private ReadsReport readers() {
        return ReadsReport.of(
                Readings.of(writes, ledger.reads(ReadPort.POOL), UNPROMISED),
                ledger.failedReads(ReadPort.POOL),
                stage.doors().fresh().map(door -> Readings.of(writes, ledger.reads(ReadPort.FRESH), FRESH_WITHIN)),
                ledger.failedReads(ReadPort.FRESH),
                OwnReadings.of(ledger.ownReads()));
    }

    private Optional<TailReport> tail(DeadBinlog dead) {
        Mysqlbinlog reader = Mysqlbinlog.besideMysqld(
                stage.site().mysqld(end.primary()).orElseThrow().pid());
        Optional<TailReport> tail = TailCheck.of(dead, reader, after, writes);
        if (tail.stream().allMatch(found -> found.faults().isEmpty())) {
            dead.forget();
        }
        return tail;
    }

    /**
     * The controller's phases. The first is from the fault itself, which the controller cannot know, to the plan's begin; the last is
     * what is left of the gap until a client noticed: the release.
     */
    private SortedMap<String, Double> phases(WriteGap gap, long faultNanos) {
        SortedMap<String, Double> phases = new TreeMap<>();
        receipts.stream().filter(Receipt::done).findFirst().ifPresent(receipt -> {
            phases.putAll(receipt.phases());
            phases.put("detect", millis(Duration.between(wallClock(faultNanos), receipt.startedAt())));
            double known =
                    phases.values().stream().mapToDouble(Double::doubleValue).sum();
            gap.all().ifPresent(all -> phases.put("release", Math.max(0, millis(all) - known)));
        });
        return phases;
    }

    private long failedWrites() {
        return writes.stream()
                .filter(write -> write.via() == Via.PROXY && write.outcome() != Outcome.ACKNOWLEDGED)
                .count();
    }

    private List<String> reasons(
            Incident incident,
            WriteGap gap,
            Optional<Duration> rejoin,
            Optional<TailReport> tail,
            ReadsReport readers) {
        List<String> reasons = new ArrayList<>(incident.reasons());
        reasons.addAll(contradictions);
        bank.ifPresent(books -> reasons.addAll(books.reasons()));
        reasons.addAll(readers.faults());
        tail.ifPresent(found -> reasons.addAll(found.faults()));
        if (gap.all().isEmpty()) {
            reasons.add("no write was acknowledged after the fault");
        }
        if (!losses.lost().isEmpty()) {
            reasons.add("lost ids: " + few(losses.lost()));
        }
        if (!losses.unexpected().isEmpty()) {
            reasons.add("unexpected ids: " + few(losses.unexpected()));
        }
        if (!start.primary().equals(end.primary()) && receipts.stream().noneMatch(Receipt::done)) {
            reasons.add("no receipt tells of the change from " + start.primary() + " to " + end.primary());
        }
        incident.victim()
                .filter(victim -> rejoin.isEmpty() && !victim.equals(end.primary()))
                .ifPresent(victim -> reasons.add(victim + " did not come back as a healthy replica"));
        return reasons;
    }

    private static Instant wallClock(long nanos) {
        return Instant.now().minusNanos(System.nanoTime() - nanos);
    }

    private static String few(List<Long> ids) {
        return ids.stream().limit(10).toList() + (ids.size() > 10 ? " and " + (ids.size() - 10) + " more" : "");
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 100_000.0) / 10.0;
    }
}

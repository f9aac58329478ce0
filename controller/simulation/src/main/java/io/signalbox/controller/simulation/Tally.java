package io.signalbox.controller.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** What many histories came to; can be put down and taken up again. */
final class Tally {
    /** How many violations are kept one by one. */
    private static final int MOST_KEPT = 100;

    private static final double NANOS = 1e9;

    private final long first;
    private final SortedMap<String, Long> coverage;
    private final ArrayNode violations;
    private long histories;
    private long events;
    private long fewest;
    private long acknowledged;
    private long failed;
    private double slowestWriter;
    private double slowestWhole;
    private long slowestSeed;
    private double seconds;
    private double cpuSeconds;

    /** @param first seed */
    Tally(long first) {
        this.first = first;
        this.coverage = new TreeMap<>();
        this.violations = JsonNodeFactory.instance.arrayNode();
        this.fewest = Long.MAX_VALUE;
    }

    /** As {@link #document} wrote it. */
    Tally(JsonNode before) {
        this(before.path("seed").asLong());
        histories = before.path("histories").asLong();
        events = before.path("events").asLong();
        fewest = before.path("fewestEvents").asLong();
        acknowledged = before.path("acknowledged").asLong();
        failed = before.path("failed").asLong();
        slowestWriter = before.path("slowestWriterSeconds").asDouble();
        slowestWhole = before.path("slowestRecoverySeconds").asDouble();
        slowestSeed = before.path("slowestSeed").asLong();
        seconds = before.path("seconds").asDouble();
        cpuSeconds = before.path("cpuSeconds").asDouble();
        before.path("coverage")
                .properties()
                .forEach(each -> coverage.put(each.getKey(), each.getValue().asLong()));
        before.path("violations").forEach(violations::add);
    }

    long first() {
        return first;
    }

    long histories() {
        return histories;
    }

    /** The seed of the next history. */
    long next() {
        return first + histories;
    }

    boolean clean() {
        return failed == 0;
    }

    /** @param cpu less than {@code time} where others want the processor too */
    void took(double time, double cpu) {
        seconds += time;
        cpuSeconds += cpu;
    }

    void add(History.Outcome outcome) {
        histories++;
        events += outcome.events();
        fewest = Math.min(fewest, outcome.events());
        acknowledged += outcome.acknowledged();
        failed += outcome.violations().isEmpty() ? 0 : 1;
        slowest(outcome);
        outcome.coverage().forEach(each -> coverage.merge(each, 1L, Long::sum));
        outcome.violations().stream()
                .limit(Math.max(0, MOST_KEPT - violations.size()))
                .forEach(violation -> violations
                        .addObject()
                        .put("invariant", word(violation.invariant()))
                        .put("seed", outcome.seed())
                        .put("sentence", violation.sentence())
                        .put("replay", replay(outcome.seed())));
    }

    private void slowest(History.Outcome outcome) {
        double writer = outcome.recovered().writer() / (double) Schedule.SECOND;
        double whole = outcome.recovered().whole() / (double) Schedule.SECOND;
        slowestWriter = Math.max(slowestWriter, writer);
        slowestSeed = whole > slowestWhole ? outcome.seed() : slowestSeed;
        slowestWhole = Math.max(slowestWhole, whole);
    }

    static String replay(long seed) {
        return "./signalbox simulate --histories 1 --seed " + seed + " --trace";
    }

    static String word(Invariant invariant) {
        return invariant.name().toLowerCase(Locale.ROOT);
    }

    /** Of the histories, how many saw it. */
    double share(String seen) {
        return histories == 0 ? 0 : coverage.getOrDefault(seen, 0L) / (double) histories;
    }

    private long perSecond(double time) {
        return Math.round(events / Math.max(time, 1 / NANOS));
    }

    ObjectNode document() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("seed", first)
                .put("histories", histories)
                .put("events", events)
                .put("fewestEvents", fewest)
                .put("seconds", seconds)
                .put("eventsPerSecond", perSecond(seconds))
                .put("cpuSeconds", cpuSeconds)
                .put("eventsPerCpuSecond", perSecond(cpuSeconds))
                .put("acknowledged", acknowledged)
                .put("failed", failed)
                .put("slowestWriterSeconds", slowestWriter)
                .put("slowestRecoverySeconds", slowestWhole)
                .put("slowestSeed", slowestSeed)
                .put("withFailover", share(Coverage.FAILOVER))
                .put("withOverlappingFaults", share(Coverage.OVERLAP));
        document.set("violations", violations.deepCopy());
        ObjectNode seen = document.putObject("coverage");
        coverage.forEach(seen::put);
        ArrayNode never = document.putArray("neverSeen");
        never().forEach(never::add);
        return document;
    }

    private List<String> never() {
        List<String> never = new ArrayList<>(Coverage.all());
        never.removeAll(coverage.keySet());
        return never;
    }

    /** For people: one line, then in how many histories what was seen. */
    String text() {
        StringBuilder text = new StringBuilder(
                "%d histories, %d events in %.1f s (%d a second, %d a second of processor time), %d with a violation%n"
                        .formatted(histories, events, seconds, perSecond(seconds), perSecond(cpuSeconds), failed));
        text.append("%.1f %% with a completed failover, %.1f %% with overlapping faults, at least %d events each%n"
                .formatted(100 * share(Coverage.FAILOVER), 100 * share(Coverage.OVERLAP), fewest));
        text.append("after the faults: a writer within %.1f s, whole within %.1f s (seed %d)%n"
                .formatted(slowestWriter, slowestWhole, slowestSeed));
        coverage.forEach((what, count) -> text.append("%9d  %s%n".formatted(count, what)));
        never().forEach(what -> text.append("    never  %s%n".formatted(what)));
        return text.toString();
    }
}

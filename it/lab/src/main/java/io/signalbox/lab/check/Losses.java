package io.signalbox.lab.check;

import io.signalbox.lab.ledger.Outcome;
import io.signalbox.lab.ledger.Row;
import io.signalbox.lab.ledger.Write;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The ledger held against the rows of the final primary.
 *
 * @param acknowledged how many writes were acknowledged
 * @param lost acknowledged, and missing
 * @param duplicated there more than once, though each was sent once
 * @param unexpected there, though never sent or refused
 * @param misattributed acknowledged by one server, executed by another: the ledger's server column cannot be trusted
 * @param rescued of unknown outcome, and there
 * @param unknown of unknown outcome
 */
public record Losses(
        long acknowledged,
        List<Long> lost,
        List<Long> duplicated,
        List<Long> unexpected,
        List<Long> misattributed,
        long rescued,
        long unknown) {

    public static Losses of(List<Write> writes, List<Row> rows) {
        Map<Long, Write> sent = new TreeMap<>();
        writes.forEach(write -> sent.put(write.id(), write));
        Map<Long, String> found = new HashMap<>();
        Set<Long> duplicated = new HashSet<>();
        for (Row row : rows) {
            if (found.put(row.id(), row.server()) != null) {
                duplicated.add(row.id());
            }
        }
        return new Losses(
                count(sent, Outcome.ACKNOWLEDGED),
                ids(sent, w -> w.acknowledged() && !found.containsKey(w.id())),
                duplicated.stream().sorted().toList(),
                found.keySet().stream()
                        .filter(id -> notExpected(sent.get(id)))
                        .sorted()
                        .toList(),
                ids(sent, w -> w.acknowledged() && !w.server().equals(found.getOrDefault(w.id(), w.server()))),
                ids(sent, w -> w.outcome() == Outcome.UNKNOWN && found.containsKey(w.id()))
                        .size(),
                count(sent, Outcome.UNKNOWN));
    }

    /** None yet. */
    public static Losses none() {
        return of(List.of(), List.of());
    }

    /** What these have that {@code before}, an earlier judgement of the same table, had not. */
    public Losses since(Losses before) {
        return new Losses(
                acknowledged - before.acknowledged,
                added(lost, before.lost),
                added(duplicated, before.duplicated),
                added(unexpected, before.unexpected),
                added(misattributed, before.misattributed),
                rescued - before.rescued,
                unknown - before.unknown);
    }

    private static List<Long> added(List<Long> now, List<Long> before) {
        Set<Long> known = new HashSet<>(before);
        return now.stream().filter(id -> !known.contains(id)).toList();
    }

    private static boolean notExpected(@org.jspecify.annotations.Nullable Write write) {
        return write == null || write.outcome() == Outcome.REFUSED;
    }

    private static long count(Map<Long, Write> sent, Outcome outcome) {
        return sent.values().stream().filter(w -> w.outcome() == outcome).count();
    }

    private static List<Long> ids(Map<Long, Write> sent, java.util.function.Predicate<Write> wanted) {
        return sent.values().stream().filter(wanted).map(Write::id).toList();
    }
}

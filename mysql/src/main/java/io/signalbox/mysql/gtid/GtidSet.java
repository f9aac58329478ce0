package io.signalbox.mysql.gtid;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An immutable set of global transaction identifiers, as MySQL writes it: {@code uuid[:tag]:1-5:7,uuid:1-3}.
 *
 * <p>Keys are {@code uuid} or {@code uuid:tag} in lower case, ordered; intervals are closed, ordered, disjoint and never
 * adjacent, so that two sets are equal exactly when their text is. Follows the MySQL manual, "GTID Format and Storage".
 */
public final class GtidSet {
    /** The set without members. */
    public static final GtidSet EMPTY = new GtidSet(new TreeMap<>());

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern TAG = Pattern.compile("[a-z_][a-z0-9_]{0,31}");

    /** A closed range of transaction numbers, {@code 1 <= first <= last}. */
    public record Interval(long first, long last) {
        public Interval {
            if (first < 1 || last < first) {
                throw new IllegalArgumentException("not an interval of transaction numbers: " + first + "-" + last);
            }
        }

        long count() {
            return last - first + 1;
        }
    }

    private final SortedMap<String, List<Interval>> members;

    private GtidSet(SortedMap<String, List<Interval>> members) {
        this.members = members;
    }

    /**
     * Reads MySQL's text. White space and line breaks between parts are ignored; overlapping ranges are merged.
     *
     * @throws IllegalArgumentException if the text is not a GTID set; the message names the part
     */
    public static GtidSet parse(String text) {
        SortedMap<String, List<Interval>> found = new TreeMap<>();
        for (String member : text.replaceAll("\\s", "").split(",")) {
            if (!member.isEmpty()) {
                parseMember(member.toLowerCase(Locale.ROOT), found);
            }
        }
        return of(found);
    }

    private static void parseMember(String member, SortedMap<String, List<Interval>> found) {
        String[] parts = member.split(":");
        if (parts.length < 2 || !UUID.matcher(parts[0]).matches()) {
            throw new IllegalArgumentException("not a GTID set: " + member);
        }
        String key = parts[0];
        for (int i = 1; i < parts.length; i++) {
            if (TAG.matcher(parts[i]).matches()) {
                key = parts[0] + ":" + parts[i];
            } else {
                found.computeIfAbsent(key, k -> new ArrayList<>()).add(parseInterval(parts[i], member));
            }
        }
    }

    private static Interval parseInterval(String text, String member) {
        int dash = text.indexOf('-');
        try {
            long first = Long.parseLong(dash < 0 ? text : text.substring(0, dash));
            return new Interval(first, dash < 0 ? first : Long.parseLong(text.substring(dash + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not a GTID interval: " + text + " in " + member, e);
        }
    }

    /** The set of one transaction. */
    public static GtidSet of(String uuid, long number) {
        return range(uuid, number, number);
    }

    /** The set of the transactions {@code first} to {@code last} of one source; {@code uuid} may be {@code uuid:tag}. */
    public static GtidSet range(String uuid, long first, long last) {
        return of(Map.of(uuid.toLowerCase(Locale.ROOT), List.of(new Interval(first, last))));
    }

    static GtidSet of(Map<String, List<Interval>> members) {
        SortedMap<String, List<Interval>> normal = new TreeMap<>();
        members.forEach((key, intervals) -> {
            List<Interval> merged = merge(intervals);
            if (!merged.isEmpty()) {
                normal.put(key, merged);
            }
        });
        return normal.isEmpty() && EMPTY != null ? EMPTY : new GtidSet(normal);
    }

    private static List<Interval> merge(List<Interval> intervals) {
        List<Interval> ordered = new ArrayList<>(intervals);
        ordered.sort((a, b) -> Long.compare(a.first(), b.first()));
        List<Interval> merged = new ArrayList<>();
        for (Interval next : ordered) {
            Interval before = merged.isEmpty() ? null : merged.getLast();
            if (before != null && next.first() <= before.last() + 1) {
                merged.set(merged.size() - 1, new Interval(before.first(), Math.max(before.last(), next.last())));
            } else {
                merged.add(next);
            }
        }
        return List.copyOf(merged);
    }

    public boolean isEmpty() {
        return members.isEmpty();
    }

    /** How many transactions the set holds. */
    public long count() {
        return members.values().stream()
                .flatMap(List::stream)
                .mapToLong(Interval::count)
                .sum();
    }

    /** True if every member of {@code other} is a member of this set. */
    public boolean contains(GtidSet other) {
        for (Map.Entry<String, List<Interval>> entry : other.members.entrySet()) {
            if (!containsAll(members.getOrDefault(entry.getKey(), List.of()), entry.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** As the intervals of a set are never adjacent, what is contained lies within one of them. */
    private static boolean containsAll(List<Interval> all, List<Interval> some) {
        for (Interval each : some) {
            if (!within(each, all)) {
                return false;
            }
        }
        return true;
    }

    private static boolean within(Interval interval, List<Interval> all) {
        for (Interval each : all) {
            if (each.first() <= interval.first() && interval.last() <= each.last()) {
                return true;
            }
        }
        return false;
    }

    /** True if transaction {@code number} of {@code source} ({@code uuid} or {@code uuid:tag}, in lower case) is a member. */
    public boolean has(String source, long number) {
        return members.getOrDefault(source, List.of()).stream()
                .anyMatch(interval -> interval.first() <= number && number <= interval.last());
    }

    public GtidSet union(GtidSet other) {
        if (contains(other)) {
            return this;
        }
        if (other.contains(this)) {
            return other;
        }
        Map<String, List<Interval>> all = new TreeMap<>(members);
        other.members.forEach((key, intervals) -> all.merge(key, intervals, (a, b) -> {
            List<Interval> both = new ArrayList<>(a);
            both.addAll(b);
            return both;
        }));
        return of(all);
    }

    /** The members of this set that {@code other} lacks, as {@code GTID_SUBTRACT(this, other)}. */
    public GtidSet minus(GtidSet other) {
        if (other.contains(this)) {
            return EMPTY;
        }
        Map<String, List<Interval>> left = new TreeMap<>();
        members.forEach((key, intervals) ->
                left.put(key, minus(intervals, other.members.getOrDefault(key, List.of()))));
        return of(left);
    }

    private static List<Interval> minus(List<Interval> from, List<Interval> cuts) {
        List<Interval> left = from;
        for (Interval cut : cuts) {
            List<Interval> next = new ArrayList<>();
            for (Interval interval : left) {
                if (cut.last() < interval.first() || cut.first() > interval.last()) {
                    next.add(interval);
                    continue;
                }
                if (interval.first() < cut.first()) {
                    next.add(new Interval(interval.first(), cut.first() - 1));
                }
                if (cut.last() < interval.last()) {
                    next.add(new Interval(cut.last() + 1, interval.last()));
                }
            }
            left = next;
        }
        return left;
    }

    /** The members by {@code uuid} or {@code uuid:tag}, in the order of the text. */
    public SortedMap<String, List<Interval>> members() {
        return Collections.unmodifiableSortedMap(members);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GtidSet set && members.equals(set.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    /** MySQL's text, normalised: one member per {@code uuid[:tag]}, no white space, empty for the empty set. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        members.forEach((key, intervals) -> {
            text.append(text.isEmpty() ? "" : ",").append(key);
            for (Interval i : intervals) {
                text.append(':').append(i.first());
                if (i.last() > i.first()) {
                    text.append('-').append(i.last());
                }
            }
        });
        return text.toString();
    }
}

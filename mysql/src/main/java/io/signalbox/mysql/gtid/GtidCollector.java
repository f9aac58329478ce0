package io.signalbox.mysql.gtid;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gathers transactions one by one, cheaply when they come in the order of their numbers, as in a binlog. */
public final class GtidCollector {
    private final SortedMap<String, List<GtidSet.Interval>> found = new TreeMap<>();

    /** Adds one transaction of {@code source}, which is in lower case. */
    public void add(String source, long number) {
        add(source, number, number);
    }

    public void add(String source, long first, long last) {
        List<GtidSet.Interval> intervals = found.computeIfAbsent(source, s -> new ArrayList<>());
        if (!intervals.isEmpty() && intervals.getLast().last() + 1 == first) {
            first = intervals.removeLast().first();
        }
        intervals.add(new GtidSet.Interval(first, last));
    }

    public GtidSet gathered() {
        return GtidSet.of(found);
    }
}

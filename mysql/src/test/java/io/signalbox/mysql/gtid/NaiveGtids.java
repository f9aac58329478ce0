package io.signalbox.mysql.gtid;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** GTID sets as sets of ids: slow, and plainly right. */
record NaiveGtids(Set<Id> ids) {
    private static final List<String> SOURCES = List.of(
            "aaaaaaaa-0000-0000-0000-000000000001",
            "aaaaaaaa-0000-0000-0000-000000000001:blue",
            "bbbbbbbb-0000-0000-0000-000000000002");
    private static final int MOST_RUNS = 6;
    private static final int MOST_NUMBER = 20;
    private static final int MOST_RUN = 5;

    record Id(String source, long number) {}

    /** Small numbers, so that runs touch, overlap and leave holes. */
    static NaiveGtids generated(Random random) {
        Set<Id> ids = new HashSet<>();
        for (int run = random.nextInt(MOST_RUNS); run > 0; run--) {
            String source = SOURCES.get(random.nextInt(SOURCES.size()));
            long first = 1 + random.nextInt(MOST_NUMBER);
            for (long number = first + random.nextInt(MOST_RUN); number >= first; number--) {
                ids.add(new Id(source, number));
            }
        }
        return new NaiveGtids(ids);
    }

    NaiveGtids union(NaiveGtids other) {
        Set<Id> all = new HashSet<>(ids);
        all.addAll(other.ids);
        return new NaiveGtids(all);
    }

    NaiveGtids minus(NaiveGtids other) {
        Set<Id> left = new HashSet<>(ids);
        left.removeAll(other.ids);
        return new NaiveGtids(left);
    }

    boolean contains(NaiveGtids other) {
        return ids.containsAll(other.ids);
    }

    GtidSet asSet() {
        return GtidSet.parse(asText(new ArrayList<>(ids)));
    }

    String asShuffledText(Random random) {
        List<Id> shuffled = new ArrayList<>(ids);
        Collections.shuffle(shuffled, random);
        return asText(shuffled);
    }

    private static String asText(List<Id> ids) {
        return ids.stream().map(id -> id.source + ":" + id.number).collect(Collectors.joining(","));
    }
}

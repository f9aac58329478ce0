package io.signalbox.lab.check;

import io.signalbox.lab.ledger.Read;
import io.signalbox.lab.ledger.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What readers saw, held against what had been acknowledged when they asked.
 *
 * <p>A read that sees nothing newer than id <i>n</i> lacks every acknowledged write with a greater id. It is as old as the longest
 * acknowledged of those was when the read began. So nothing fresh is ever called old.
 *
 * @param done how many reads
 * @param oldest the age of the oldest
 * @param stale reads that were older than the bound, in words
 * @param back reads that lack what their own connection had seen before, in words
 * @param backElsewhere reads on a new connection of a reader whose last one had seen more
 */
public record Readings(long done, Duration oldest, List<String> stale, List<String> back, long backElsewhere) {

    /**
     * @param reads of one port, in the order in which each reader made them
     * @param bound a read that is older is stale
     */
    public static Readings of(List<Write> writes, List<Read> reads, Duration bound) {
        Acknowledged acknowledged = Acknowledged.of(writes);
        Duration oldest = Duration.ZERO;
        List<String> stale = new ArrayList<>();
        for (Read read : reads) {
            Duration age = acknowledged.age(read);
            oldest = age.compareTo(oldest) > 0 ? age : oldest;
            if (age.compareTo(bound) > 0) {
                stale.add("on " + read.server() + " a read saw " + read.seen()
                        + " as the newest, a later one had been acknowledged for " + age.toMillis() + " ms");
            }
        }
        List<String> back = new ArrayList<>();
        long elsewhere = 0;
        Map<String, Read> last = new HashMap<>();
        for (Read read : reads) {
            Read before = last.put(read.reader(), read);
            if (before == null) {
                continue;
            }
            if (before.connection() != read.connection()) {
                elsewhere += read.seen() < before.seen() ? 1 : 0;
            } else if (read.seen() < before.seen() || !read.kept()) {
                back.add("a connection to " + read.server() + " saw " + before.seen() + ", and then "
                        + (read.kept() ? read.seen() + " as the newest" : "no longer"));
            }
        }
        return new Readings(reads.size(), oldest, stale, back, elsewhere);
    }

    /**
     * For each id, when the first acknowledgement of this id or a greater one was read.
     *
     * @param zero times are counted from here: the clock may be negative and may wrap
     */
    private record Acknowledged(TreeMap<Long, Long> earliest, long zero) {
        static Acknowledged of(List<Write> writes) {
            TreeMap<Long, Long> ended = new TreeMap<>();
            long zero = writes.isEmpty() ? 0 : writes.getFirst().endedNanos();
            writes.stream().filter(Write::acknowledged).forEach(w -> ended.put(w.id(), w.endedNanos() - zero));
            long earliest = Long.MAX_VALUE;
            for (Map.Entry<Long, Long> write : ended.descendingMap().entrySet()) {
                earliest = Math.min(earliest, write.getValue());
                write.setValue(earliest);
            }
            return new Acknowledged(ended, zero);
        }

        Duration age(Read read) {
            Map.Entry<Long, Long> lacked = earliest.higherEntry(read.seen());
            return lacked == null
                    ? Duration.ZERO
                    : Duration.ofNanos(Math.max(0, read.begunNanos() - zero - lacked.getValue()));
        }
    }
}

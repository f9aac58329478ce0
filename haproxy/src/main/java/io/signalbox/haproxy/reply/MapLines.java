package io.signalbox.haproxy.reply;

import java.util.SortedMap;
import java.util.TreeMap;

/** The lines of a map whose values are numbers. */
public final class MapLines {
    private MapLines() {}

    /** Reads the reply to {@code show map FILE}: an address in memory, a key and a value on each line. */
    public static SortedMap<String, Long> parse(String reply) throws MalformedReply {
        SortedMap<String, Long> values = new TreeMap<>();
        for (String line : reply.lines().filter(each -> !each.isBlank()).toList()) {
            String[] words = line.strip().split(" ", -1);
            if (words.length != 3 || !words[2].matches("[0-9]{1,18}")) {
                throw new MalformedReply("a line of a map with a number", line);
            }
            values.put(words[1], Long.parseLong(words[2]));
        }
        return values;
    }
}

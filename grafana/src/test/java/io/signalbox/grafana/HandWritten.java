package io.signalbox.grafana;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * How an operator makes peace with errant transactions that he can do without: the primary commits empty ones under the same
 * GTIDs. (Here they are heartbeats, which the opened server's agent wrote.)
 */
final class HandWritten {
    private static final Pattern MEMBER = Pattern.compile("([0-9a-f-]{36})((?::\\d+(?:-\\d+)?)+)");
    private static final Pattern INTERVAL = Pattern.compile(":(\\d+)(?:-(\\d+))?");

    private HandWritten() {}

    static String emptyTransactions(String set) {
        return MEMBER.matcher(set)
                        .results()
                        .map(member -> INTERVAL.matcher(member.group(2))
                                .results()
                                .map(interval -> LongStream.rangeClosed(first(interval), last(interval))
                                        .mapToObj(number -> "SET gtid_next = '" + member.group(1) + ":" + number
                                                + "'; BEGIN; COMMIT;")
                                        .collect(Collectors.joining()))
                                .collect(Collectors.joining()))
                        .collect(Collectors.joining())
                + "SET gtid_next = AUTOMATIC";
    }

    private static long first(MatchResult interval) {
        return Long.parseLong(interval.group(1));
    }

    private static long last(MatchResult interval) {
        return Long.parseLong(interval.group(2) == null ? interval.group(1) : interval.group(2));
    }
}

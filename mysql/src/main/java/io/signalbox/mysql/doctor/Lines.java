package io.signalbox.mysql.doctor;

import java.util.List;
import java.util.stream.Collectors;

/** Many things in one bounded line. */
final class Lines {
    /** So many are named; of the rest it is said that there are more. */
    static final int NAMED = 8;

    private Lines() {}

    static String join(List<String> things) {
        String named = things.stream().limit(NAMED).collect(Collectors.joining("; "));
        return things.size() > NAMED ? named + "; and more" : named;
    }
}

package io.signalbox.agents.core;

import io.signalbox.agents.core.AgentEvent.Acted;
import io.signalbox.agents.protocol.Answer;
import io.signalbox.mysql.gtid.GtidSet;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a program has learnt from its acts so far.
 *
 * @param executed as read last
 * @param received executed and retrieved together, as read last
 * @param before {@code executed} as of the reading before the last
 * @param waiting commits that waited for an acknowledgement when they were counted last
 * @param follows this server was found to follow its source as wanted
 * @param details of all acts, for the answer
 */
record Facts(
        GtidSet executed,
        GtidSet received,
        GtidSet before,
        int waiting,
        boolean follows,
        SortedMap<String, String> details) {
    static final Facts NONE =
            new Facts(GtidSet.EMPTY, GtidSet.EMPTY, GtidSet.EMPTY, 0, false, Collections.emptySortedMap());

    Facts and(Acted acted, boolean reads) {
        TreeMap<String, String> all = new TreeMap<>(details);
        all.putAll(acted.details());
        String counted = all.remove(Acted.WAITING);
        String found = all.remove(Acted.FOLLOWS);
        return new Facts(
                reads ? acted.executed() : executed,
                reads ? acted.received() : received,
                reads ? executed : before,
                counted == null ? waiting : Integer.parseInt(counted),
                found == null ? follows : Boolean.parseBoolean(found),
                Collections.unmodifiableSortedMap(all));
    }

    boolean nothingWaits() {
        return waiting == 0;
    }

    boolean allIsApplied() {
        return executed.contains(received);
    }

    /** Commits wait, and none went through between the last two readings. */
    boolean commitsAreStuck() {
        return waiting > 0 && executed.equals(before);
    }

    Answer.Result done() {
        return new Answer.Done(executed, received, details);
    }
}

package io.signalbox.agents.daemon.proxy;

import io.signalbox.haproxy.command.Name;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a pool asks of HAProxy on top of the route.
 *
 * @param backend the backend of its servers
 * @param shares of the weight that the route gives each of them, in hundredths
 * @param doors the backends for those who must not read old data
 * @param open the servers that may be in {@code doors} now; all others are in maintenance there
 */
record PoolWish(Name backend, SortedMap<Name, Integer> shares, List<Name> doors, SortedSet<Name> open) {
    PoolWish {
        shares = Collections.unmodifiableSortedMap(new TreeMap<>(shares));
        doors = List.copyOf(doors);
        open = Collections.unmodifiableSortedSet(new TreeSet<>(open));
    }

    /** Of a pool that has nothing to do with doors. */
    static PoolWish ofShares(Name backend, SortedMap<Name, Integer> shares) {
        return new PoolWish(backend, shares, List.of(), new TreeSet<>());
    }

    boolean concerns(Name other) {
        return other.equals(backend) || doors.contains(other);
    }
}

package io.signalbox.haproxy.adoption;

import io.signalbox.haproxy.command.Name;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A backend that Signalbox drives.
 *
 * @param name Signalbox's
 * @param servers their addresses, {@code host:port}, by Signalbox's names
 */
public record Wanted(Use use, Name name, SortedMap<Name, String> servers) {
    /** What it is for. */
    public enum Use {
        WRITES,
        READS,
        FRESH_READS,
        WEB
    }

    public Wanted {
        servers = Collections.unmodifiableSortedMap(new TreeMap<>(servers));
    }
}

package io.signalbox.agents.daemon.config;

import io.signalbox.haproxy.adoption.ForeignNames;
import io.signalbox.haproxy.adoption.ForeignNames.Backend;
import io.signalbox.haproxy.command.Name;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what backends and servers are called in a haproxy.cfg that is somebody else's. */
record NamesReader(Section section) {
    private static final int MOST_BACKENDS = 32;

    /** {@link ForeignNames#NONE} if the key is missing, or wrong. */
    ForeignNames read(String key) {
        SortedMap<Name, Backend> backends = new TreeMap<>();
        for (Map.Entry<String, Section> each :
                section.mappings(key, MOST_BACKENDS).entrySet()) {
            backend(each.getValue(), backends, each.getKey());
        }
        try {
            return new ForeignNames(backends);
        } catch (IllegalArgumentException e) {
            section.wrong(key, "(a mapping)", String.valueOf(e.getMessage()));
            return ForeignNames.NONE;
        }
    }

    private static void backend(Section mapping, SortedMap<Name, Backend> backends, String ours) {
        SortedMap<Name, Name> servers = new TreeMap<>();
        mapping.words("servers").forEach((server, there) -> servers.put(new Name(server), new Name(there)));
        String there = mapping.haproxyName("name");
        mapping.finish();
        try {
            if (!there.isEmpty()) {
                backends.put(new Name(ours), new Backend(new Name(there), servers));
            }
        } catch (IllegalArgumentException e) {
            mapping.wrong("servers", "(a mapping)", String.valueOf(e.getMessage()));
        }
    }
}

package io.signalbox.haproxy.adoption;

import io.signalbox.haproxy.command.Name;
import io.signalbox.haproxy.command.ServerId;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What backends and servers are called in a haproxy.cfg that is somebody else's, by Signalbox's names for them. What is not named here has
 * the same name on both sides.
 */
public record ForeignNames(SortedMap<Name, Backend> backends) {
    public static final ForeignNames NONE = new ForeignNames(new TreeMap<>());

    /** Begins the name under which a server or backend is seen that is called like one of ours, and is not it. */
    private static final String NOT_OURS = "not-ours:";

    /**
     * @param name there
     * @param servers names there, by Signalbox's
     */
    public record Backend(Name name, SortedMap<Name, Name> servers) {
        /** @throws IllegalArgumentException with a sentence, if two servers are the same one */
        public Backend {
            servers = Collections.unmodifiableSortedMap(new TreeMap<>(servers));
            distinct(servers);
        }
    }

    /** @throws IllegalArgumentException with a sentence, if two backends are the same one */
    public ForeignNames {
        backends = Collections.unmodifiableSortedMap(new TreeMap<>(backends));
        distinct(named(backends));
    }

    private static SortedMap<Name, Name> named(SortedMap<Name, Backend> backends) {
        SortedMap<Name, Name> names = new TreeMap<>();
        backends.forEach((ours, theirs) -> names.put(ours, theirs.name()));
        return names;
    }

    private static void distinct(SortedMap<Name, Name> names) {
        Map<Name, Name> seen = new HashMap<>();
        names.forEach((ours, theirs) -> {
            Name other = seen.put(theirs, ours);
            if (other != null) {
                throw new IllegalArgumentException(other + " and " + ours + " are both called " + theirs);
            }
        });
    }

    /** What HAProxy calls it. */
    public ServerId theirs(ServerId ours) {
        return new ServerId(out(named(backends), ours.backend()), out(servers(ours.backend()), ours.server()));
    }

    /** What Signalbox calls it. */
    public ServerId ours(ServerId theirs) {
        Name backend = in(named(backends), theirs.backend());
        return new ServerId(backend, in(servers(backend), theirs.server()));
    }

    /** What HAProxy calls it. */
    public Name theirs(Name backend) {
        return out(named(backends), backend);
    }

    private SortedMap<Name, Name> servers(Name backend) {
        return Optional.ofNullable(backends.get(backend)).map(Backend::servers).orElseGet(TreeMap::new);
    }

    private static Name out(SortedMap<Name, Name> names, Name ours) {
        Name theirs = names.get(ours);
        if (theirs != null) {
            return theirs;
        }
        return ours.text().startsWith(NOT_OURS) ? new Name(ours.text().substring(NOT_OURS.length())) : ours;
    }

    private static Name in(SortedMap<Name, Name> names, Name theirs) {
        for (Map.Entry<Name, Name> name : names.entrySet()) {
            if (name.getValue().equals(theirs)) {
                return name.getKey();
            }
        }
        return names.containsKey(theirs) ? new Name(NOT_OURS + theirs) : theirs;
    }
}

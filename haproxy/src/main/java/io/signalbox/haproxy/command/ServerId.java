package io.signalbox.haproxy.command;

import java.util.Comparator;

/** A server in a backend, written {@code backend/server}. */
public record ServerId(Name backend, Name server) implements Comparable<ServerId> {
    private static final Comparator<ServerId> ORDER =
            Comparator.comparing(ServerId::backend).thenComparing(ServerId::server);

    /** @throws IllegalArgumentException if one of them cannot be a name */
    public static ServerId of(String backend, String server) {
        return new ServerId(new Name(backend), new Name(server));
    }

    @Override
    public int compareTo(ServerId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return backend + "/" + server;
    }
}

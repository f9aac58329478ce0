package io.signalbox.agents.daemon.http;

import io.signalbox.agents.protocol.Handshake;
import org.jspecify.annotations.Nullable;

/** The proof that HTTP callers bring; compared in constant time. */
final class Bearer {
    private static final String SCHEME = "Bearer ";

    private final String expected;

    Bearer(byte[] key) {
        this.expected = Handshake.bearer(key);
    }

    /** @param header the Authorization header */
    boolean admits(@Nullable String header) {
        return header != null
                && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && Handshake.same(expected, header.substring(SCHEME.length()).strip());
    }
}

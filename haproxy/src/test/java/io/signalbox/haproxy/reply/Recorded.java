package io.signalbox.haproxy.reply;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Replies that real HAProxies gave to the reference configuration. */
public final class Recorded {
    public static final List<String> VERSIONS = List.of("2.6.12", "3.0.11", "3.2.26");

    private Recorded() {}

    public static String reply(String version, String name) {
        String path = "/replies/" + version + "/" + name;
        try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

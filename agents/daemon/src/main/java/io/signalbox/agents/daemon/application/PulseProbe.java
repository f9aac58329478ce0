package io.signalbox.agents.daemon.application;

import io.signalbox.agents.protocol.Application.Pulse;
import io.signalbox.agents.protocol.MalformedMessage;
import io.signalbox.agents.protocol.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Asks the web server itself, past HAProxy: is it well, and which version is it? */
record PulseProbe(Optional<URI> health) {
    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final int LONGEST_ANSWER = 16 * 1024;

    /** What is read of the answer. */
    record Said(Optional<String> version) {}

    /** Blocks, a second or two at most. */
    Pulse take() {
        if (health.isEmpty()) {
            return new Pulse(false, "", "no address is configured at which its health could be asked");
        }
        try {
            return ask((HttpURLConnection) health.get().toURL().openConnection());
        } catch (IOException | RuntimeException e) {
            return new Pulse(false, "", "it does not answer: " + e.getMessage());
        }
    }

    private static Pulse ask(HttpURLConnection visit) throws IOException {
        visit.setConnectTimeout((int) BOUND.toMillis());
        visit.setReadTimeout((int) BOUND.toMillis());
        visit.setInstanceFollowRedirects(false);
        try {
            int status = visit.getResponseCode();
            boolean well = status == HttpURLConnection.HTTP_OK;
            try (InputStream in = well ? visit.getInputStream() : visit.getErrorStream()) {
                return new Pulse(well, in == null ? "" : version(in), well ? "" : "it answers " + status);
            }
        } finally {
            visit.disconnect();
        }
    }

    private static String version(InputStream in) throws IOException {
        try {
            String text = new String(in.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
            return Wire.read(text, Said.class).version().orElse("");
        } catch (MalformedMessage e) {
            return "";
        }
    }
}

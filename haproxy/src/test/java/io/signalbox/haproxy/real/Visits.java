package io.signalbox.haproxy.real;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** When a visitor was answered, in milliseconds since 1970, as its program prints it. */
public final class Visits {
    private final List<Long> answered = Collections.synchronizedList(new ArrayList<>());

    public Visits(Process visitor) {
        Thread.ofVirtual().start(() -> read(visitor));
    }

    private void read(Process visitor) {
        try (BufferedReader lines = visitor.inputReader(StandardCharsets.US_ASCII)) {
            lines.lines().map(Long::parseLong).forEach(answered::add);
        } catch (IOException e) {
            // the visitor was ended
        } catch (UncheckedIOException e) {
            // the same, while it spoke
        }
    }

    /** Waits for an answer that comes after this moment. */
    public void awaitOne(Duration bound) {
        long now = System.currentTimeMillis();
        await().atMost(bound).until(() -> !answered.isEmpty() && answered.getLast() > now);
    }

    /** The longest time between two answers, the first of which may be the last before that moment. */
    public long longestGapSince(long millis) {
        List<Long> all = List.of(answered.toArray(Long[]::new));
        long longest = 0;
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i) >= millis) {
                longest = Math.max(longest, all.get(i) - all.get(i - 1));
            }
        }
        return longest;
    }
}

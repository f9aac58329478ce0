package io.signalbox.controller.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Waits for an operation's end. A controller that goes away meanwhile (a drill may kill it) is waited for: the
 * operation is in its journal and goes on or is rolled back when it returns.
 *
 * @param atMost the whole wait
 * @param progress hears each new sentence
 */
public record Following(Api api, Duration atMost, Consumer<String> progress) {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration ABSENT_AT_MOST = Duration.ofSeconds(30);
    private static final Set<String> ENDS = Set.of("done", "refused", "failed", "rolled_back");

    /** The operation as it ended. */
    public Reply toTheEndOf(String operation) throws Failed {
        long begin = System.nanoTime();
        long heard = begin;
        String shown = "";
        while (elapsed(begin).compareTo(atMost) < 0) {
            try {
                Reply reply = api.get(Api.path("operations", operation));
                heard = System.nanoTime();
                shown = show(shown, line(reply.json()));
                if (ENDS.contains(reply.json().path("state").asText())) {
                    return reply;
                }
            } catch (Failed.Unreachable e) {
                if (elapsed(heard).compareTo(ABSENT_AT_MOST) > 0) {
                    throw e;
                }
                shown = show(shown, "the controller does not answer; waiting for it");
            }
            pause();
        }
        throw new Failed("Operation " + operation + " still runs after " + atMost.toMillis() + " ms; it goes on."
                + " ./signalbox operations " + operation + " shows it.");
    }

    private String show(String shown, String line) {
        if (!line.equals(shown)) {
            progress.accept(line);
        }
        return line;
    }

    private static String line(JsonNode operation) {
        String sentence = operation.path("sentence").asText();
        return operation.path("kind").asText("operation") + " "
                + operation.path("state").asText("?")
                + (sentence.isEmpty() ? "" : ": " + sentence);
    }

    private static Duration elapsed(long since) {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    private static void pause() throws Failed {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed("Interrupted; the operation goes on.");
        }
    }
}

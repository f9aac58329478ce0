package io.signalbox.site.supervisor;

import java.util.Locale;
import java.util.Optional;

/** One request to the supervisor: a verb, and a program where the verb needs one. */
public record Request(Verb verb, String program) {

    /** What can be asked. */
    public enum Verb {
        /** How is everything? */
        STATUS,
        /** Do not start this program again when it ends. */
        HOLD,
        /** Undo HOLD, and start it if it is down. */
        RELEASE,
        /** Start it now: no pause, no limit. */
        START,
        /** End every program in order, then yourself. */
        STOP
    }

    public static Request status() {
        return new Request(Verb.STATUS, "");
    }

    public static Request stop() {
        return new Request(Verb.STOP, "");
    }

    /** The line on the socket. */
    public String line() {
        return (verb.name().toLowerCase(Locale.ROOT) + " " + program).strip();
    }

    /** Reads {@link #line()}; empty if it is none. */
    public static Optional<Request> parse(String line) {
        String[] words = line.strip().split(" ", 2);
        for (Verb verb : Verb.values()) {
            if (verb.name().equalsIgnoreCase(words[0])) {
                return Optional.of(new Request(verb, words.length > 1 ? words[1].strip() : ""));
            }
        }
        return Optional.empty();
    }
}

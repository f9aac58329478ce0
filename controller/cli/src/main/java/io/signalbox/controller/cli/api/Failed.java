package io.signalbox.controller.cli.api;

import java.util.Optional;

/** What was asked for did not happen. The message is a sentence for people. */
public class Failed extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Optional<String> body;

    public Failed(String sentence) {
        this(sentence, Optional.empty());
    }

    /** @param body the REST body that said so */
    Failed(String sentence, Optional<String> body) {
        super(sentence);
        this.body = body;
    }

    /** The sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** What a script gets on standard output: the REST body, or a problem of the same shape when there was none. */
    public String json() {
        return body.orElseGet(() -> Problem.document(code(), sentence()));
    }

    /** Refused for this reason, perhaps among others; it may be over in a moment. */
    public boolean blockedBy(String code) {
        return body.filter(b -> Problem.hasBlocker(b, code)).isPresent();
    }

    /** Names the kind of failure when no controller named it. */
    String code() {
        return "client_failed";
    }

    /** No answer came: nothing is known about what the request did. */
    public static final class Unreachable extends Failed {
        private static final long serialVersionUID = 1L;

        Unreachable(String sentence) {
            super(sentence);
        }

        @Override
        String code() {
            return "controller_unreachable";
        }
    }
}

package io.signalbox.agents.daemon;

/** Why an agent cannot run on this host now, in one sentence. */
public final class CannotRun extends Exception {
    private static final long serialVersionUID = 1L;

    CannotRun(String sentence) {
        super(sentence);
    }

    CannotRun(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}

package io.signalbox.controller.daemon.drills;

/** A drill is not started, and why. */
public final class DrillRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final Why why;

    /** The kinds of refusal. */
    public enum Why {
        NOT_ALLOWED,
        ANOTHER_RUNS,
        CANNOT_START
    }

    DrillRefused(Why why, String sentence) {
        super(sentence);
        this.why = why;
    }

    public Why why() {
        return why;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}

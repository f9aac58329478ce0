package io.signalbox.agents.daemon.process;

import java.util.Locale;

/** A start, kill or stop of mysqld that did not come to its end; the message is a sentence for people. */
public final class ProcessFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Code {
        /** The program could not be run at all. */
        NOT_RUN,
        /** It ended before it answered. */
        ENDED_EARLY,
        /** It runs, and does not answer yet. */
        SILENT,
        /** It did not end within the bound. */
        STILL_RUNS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Code code;

    public ProcessFailure(Code code, String sentence) {
        super(sentence);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}

package io.signalbox.agents.daemon.isolation;

/** The kernel did not do what it was told; the message is the program's own. */
public final class FenceFailure extends Exception {
    private static final long serialVersionUID = 1L;

    FenceFailure(String sentence) {
        super(sentence);
    }
}

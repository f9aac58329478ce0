package io.signalbox.agents.daemon;

/** Rung by whoever saw a change, from any thread; hung up before anybody is there to answer it. */
final class Bell {
    private volatile Runnable answer = () -> {};

    void ring() {
        answer.run();
    }

    /** Who comes from now on. */
    void answer(Runnable by) {
        answer = by;
    }
}

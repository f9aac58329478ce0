package io.signalbox.agents.daemon.link;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one peer. Of reports, and of examinations, only the newest waits; answers wait in order, and too many of them end
 * the link: the peer asks again on its next one. For one thread.
 */
final class Outbox {
    static final int MOST_ANSWERS = 256;

    private final Outlet outlet;
    private final Deque<String> answers = new ArrayDeque<>();
    private @Nullable String report;
    private @Nullable String examination;

    Outbox(Outlet outlet) {
        this.outlet = outlet;
    }

    void report(String text) {
        report = text;
        flush();
    }

    void examination(String text) {
        examination = text;
        flush();
    }

    void answer(String text) {
        answers.add(text);
        flush();
        if (answers.size() > MOST_ANSWERS) {
            answers.clear();
            outlet.close("too slow: " + MOST_ANSWERS + " answers wait");
        }
    }

    /** Sends what it may. To be called whenever the outlet has room again. */
    void flush() {
        while (!outlet.isFull() && !answers.isEmpty()) {
            outlet.send(answers.remove());
        }
        if (!outlet.isFull() && report != null) {
            outlet.send(report);
            report = null;
        }
        if (!outlet.isFull() && examination != null) {
            outlet.send(examination);
            examination = null;
        }
    }
}

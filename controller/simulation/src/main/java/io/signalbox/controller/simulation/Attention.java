package io.signalbox.controller.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/** A process's turn to run. While it is stopped (a collection, a suspended host) all that happens to it waits. */
final class Attention {
    private final Schedule schedule;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private long stops;
    private long lapses;

    Attention(Schedule schedule) {
        this.schedule = schedule;
    }

    boolean lapsed() {
        return stops > 0;
    }

    /** Now, or in its turn when the process goes on. */
    void give(Runnable act) {
        if (lapsed()) {
            waiting.add(act);
        } else {
            act.run();
        }
    }

    /** How often it was stopped. */
    long lapses() {
        return lapses;
    }

    void stopFor(long micros) {
        stops++;
        lapses++;
        schedule.after(micros, () -> {
            stops--;
            while (!lapsed() && !waiting.isEmpty()) {
                waiting.remove().run();
            }
        });
    }
}

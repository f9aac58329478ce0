package io.signalbox.agents.daemon.shell;

import java.time.Duration;

/** A serial thread of work. */
public interface Loop {
    /** From any thread: does it on the loop, after what came before. */
    void execute(Runnable task);

    /** From the loop: does it there after {@code time}. */
    Timer after(Duration time, Runnable task);

    /** From the loop: does it there again and again. */
    Timer every(Duration time, Runnable task);

    /** One or many tasks that wait for their time. */
    interface Timer {
        void cancel();
    }
}

package io.signalbox.agents.daemon.proxy;

import io.signalbox.haproxy.command.WorkerCommand;
import java.util.List;

/**
 * One thing in which HAProxy differs from the route.
 *
 * @param repairs the commands that end it, in order; empty if none can
 */
record Difference(Kind kind, String sentence, List<WorkerCommand> repairs) {

    /** In the order in which they are repaired. */
    enum Kind {
        /** The server that holds clients would not: closing a writer would then throw them out. */
        HOLD,
        /** A writer that shall be closed is not. While there is one, nothing is opened. */
        CLOSE,
        /** The writer that shall be open is not. */
        OPEN,
        /** A reader or a web server is not as wished. */
        SERVER;

        boolean ofWriters() {
            return this == CLOSE || this == OPEN;
        }
    }

    Difference {
        repairs = List.copyOf(repairs);
    }
}

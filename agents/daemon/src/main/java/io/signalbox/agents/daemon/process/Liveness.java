package io.signalbox.agents.daemon.process;

/** What one look at a process shows. */
public enum Liveness {
    RUNS,
    /** Stopped by a signal or a tracer: alive, and answers nothing. */
    HALTED,
    /** Ending, a zombie, or gone: it runs no more code of its own, though it may still hold memory and sockets. */
    ENDED
}

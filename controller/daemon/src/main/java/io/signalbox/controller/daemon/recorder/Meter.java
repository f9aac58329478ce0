package io.signalbox.controller.daemon.recorder;

/** Counts what a recorder does; called on its own thread. */
public interface Meter {
    void recorded(String cluster, long bytes);

    void missed(String cluster, long events);
}

package io.signalbox.haproxy.client;

import java.time.Duration;

/** Counts commands. {@code kind} is one of a small fixed set of words. */
public interface CommandMeter {

    void answered(String kind, Duration took);

    void failed(String kind, Fault fault);
}

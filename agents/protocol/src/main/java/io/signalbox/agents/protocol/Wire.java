package io.signalbox.agents.protocol;

/** Placeholder until the protocol helper finishes it: JSON for frames. */
public final class Wire {
    private Wire() {}
}

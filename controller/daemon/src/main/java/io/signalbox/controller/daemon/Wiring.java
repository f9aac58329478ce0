package io.signalbox.controller.daemon;

/** Placeholder. */
final class Wiring {
    private Wiring() {}
}

package io.signalbox.controller.core.decision;

/** One condition of the automatic failover: its value now, what it must be, and whether it is. */
public record Gate(String name, String value, String threshold, boolean passed) {}

package io.signalbox.demo.database;

import java.time.Duration;
import java.time.Instant;

/** A pause of writes that the canary saw. */
public record Pause(Duration gap, Instant ended) {}

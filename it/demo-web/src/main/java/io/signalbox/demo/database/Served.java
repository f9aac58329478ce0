package io.signalbox.demo.database;

import java.time.Duration;

/**
 * What was asked for, with the database that did it.
 *
 * @param database name or address of the server
 * @param took from the request to the answer, waits and repetitions included
 * @param attempts 1 when the first connection did it
 */
public record Served<T>(T value, String database, Duration took, int attempts) {}

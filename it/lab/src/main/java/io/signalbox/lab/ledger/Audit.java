package io.signalbox.lab.ledger;

/**
 * The sum of all accounts as a client read it behind HAProxy while others transferred money.
 *
 * @param server the {@code server_uuid} behind its connection
 * @param readNanos {@link System#nanoTime()} when it was read
 */
public record Audit(String server, long sum, long readNanos) {}

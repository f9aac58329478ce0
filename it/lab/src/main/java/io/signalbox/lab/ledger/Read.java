package io.signalbox.lab.ledger;

/**
 * One look at the newest write that is there.
 *
 * @param connection of this reader, from 1; each stays on one server for life
 * @param server the {@code server_uuid} behind the connection
 * @param begunNanos {@link System#nanoTime()} just before it was asked
 * @param seen the greatest id there, 0 if none
 * @param kept whether what this connection saw the time before is still there; true the first time
 */
public record Read(
        ReadPort port, String reader, int connection, String server, long begunNanos, long seen, boolean kept) {}

package io.signalbox.lab.ledger;

/**
 * A write found in a server's table afterwards.
 *
 * @param server the {@code server_uuid} that executed it, written by that server itself
 */
public record Row(long id, String server) {}

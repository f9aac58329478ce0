package io.signalbox.agents.core;

import io.signalbox.mysql.gtid.GtidSet;

/**
 * What this server held for certain once: received or executed, while it was read-only. What it lacks of it later was
 * lost. It is a lower bound, as it is written now and then only: that a server has all of it proves nothing.
 *
 * @param epoch of the record under which it was reached; void once a record of a later epoch is proven
 */
public record HighWaterMark(long epoch, GtidSet received) {}

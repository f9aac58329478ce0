/**
 * How much each replica is read from. In: the lags that are known now, and the time. Out: a weight for each replica.
 * Pure: no clock, no socket. Owns the invariants that a replica's weight changes at most once a second, that more lag
 * never means more weight, and that under {@link io.signalbox.haproxy.pool.LastResort#STALE} some weight is left.
 */
@NullMarked
package io.signalbox.haproxy.pool;

import org.jspecify.annotations.NullMarked;

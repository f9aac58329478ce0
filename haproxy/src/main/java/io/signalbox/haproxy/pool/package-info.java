/**
 * How much of its weight each replica is given by its lag ({@link io.signalbox.haproxy.pool.ReadPool}), and each web server
 * by its load ({@link io.signalbox.haproxy.pool.WebPool}). In: what is known now, and the time. Out: a share for each
 * server. Pure: no clock, no socket. Owns the invariants that a server's weight changes at most once a second, that more
 * lag or load never means more weight, that under {@link io.signalbox.haproxy.pool.LastResort#STALE} some reader has a
 * weight, and that a web server gives up weight only beside another that has all of its own.
 */
@NullMarked
package io.signalbox.haproxy.pool;

import org.jspecify.annotations.NullMarked;

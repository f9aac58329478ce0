/**
 * The clients: paced writers (of three kinds: raw connections, a pool, {@code mysql}), readers and openers of connections behind HAProxy,
 * and observers that write to each server directly. What they write is a {@link io.signalbox.lab.workload.Work}. Comes in: where to connect and how often. Goes out: a {@link io.signalbox.lab.ledger.Ledger}. Owns the
 * rules that an id is sent once, that every wait is bounded, and that an outcome nobody can know stays unknown.
 */
@NullMarked
package io.signalbox.lab.workload;

import org.jspecify.annotations.NullMarked;

/**
 * What the clients saw: every write that was sent with its outcome and the kind of client, every connection that was asked for with its wait.
 * Comes in from the workload's threads, goes out as immutable lists to the checks. Owns the invariant that an
 * acknowledgement is written down only after it was read, with the server that gave it.
 */
@NullMarked
package io.signalbox.lab.ledger;

import org.jspecify.annotations.NullMarked;

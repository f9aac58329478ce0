/**
 * Drives the HAProxy on this host. In: the route that the controller ordered, under its token. Out: runtime commands,
 * what became of them, and a snapshot of what HAProxy really does. Owns the invariant that a writer is opened only
 * after every other writer has been read back as closed, and that a HAProxy which forgot its route gets it again without
 * any controller.
 */
@NullMarked
package io.signalbox.agents.daemon.proxy;

import org.jspecify.annotations.NullMarked;

/**
 * Rolling deployments of the web tier, and drift between its servers. In: wishes of the API, what agents tell of their applications. Out:
 * drains and readies by the kernel, starts of hooks at the agents, a journal. Owns the invariants that a step is in the journal before it
 * is done, so that whoever leads next goes on with it; that one deployment runs at a time, and none beside the maintenance of a host; and
 * that a server which could not be put back is named until it is.
 */
@NullMarked
package io.signalbox.controller.daemon.deploy;

import org.jspecify.annotations.NullMarked;

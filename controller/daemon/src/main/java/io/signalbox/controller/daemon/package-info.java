/**
 * The controller's process. A configuration file comes in; links to agents, a store, an HTTP API and metrics come out,
 * all of them constructed by {@link io.signalbox.controller.daemon.Wiring} alone. Owns the order of start and end.
 */
@NullMarked
package io.signalbox.controller.daemon;

import org.jspecify.annotations.NullMarked;

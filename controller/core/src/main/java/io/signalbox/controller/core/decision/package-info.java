/**
 * What ought to be done by itself: topology, problems and what the leader remembers in; one decision out, either an act
 * or a hold with its reasons. Owns every gate of the automatic failover.
 */
@NullMarked
package io.signalbox.controller.core.decision;

import org.jspecify.annotations.NullMarked;

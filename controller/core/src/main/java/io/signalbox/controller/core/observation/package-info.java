/**
 * What was seen last of every agent, and when. Links and reports in, the latest of each out. Owns the invariant that
 * nothing seen before this leader took office, or before a gap in its own attention, counts for anything.
 */
@NullMarked
package io.signalbox.controller.core.observation;

import org.jspecify.annotations.NullMarked;

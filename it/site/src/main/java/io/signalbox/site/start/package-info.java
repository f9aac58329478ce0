/**
 * Bringing a site up and down. Comes in: a directory, programs, options. Goes out: a running site, or nothing running and the reason. It
 * owns two invariants: a start that does not reach its end is undone, and mysqld is ended only by its agent's orderly shutdown or, where
 * that cannot be, by SIGKILL, which acknowledges nothing; never by SIGTERM.
 */
@NullMarked
package io.signalbox.site.start;

import org.jspecify.annotations.NullMarked;

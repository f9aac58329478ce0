/**
 * Links of controllers: frames come in and go out as text over WebSockets. Owns the invariants that nobody is told or
 * believed anything before both ends have proven the site's key, and that a slow peer costs a bounded queue, in which
 * reports may be dropped and answers never.
 */
@NullMarked
package io.signalbox.agents.daemon.link;

import org.jspecify.annotations.NullMarked;

/**
 * The web application of this host: its health and version, a digest of its files, and the hook that deploys it. In: starts and stops
 * from controllers. Out: runs, what they wrote, and what is served now. Owns the invariants that only a file that nobody but root and
 * this agent's user can change is run, with a list of arguments and no shell; that one run at a time exists, under the newest term;
 * and that a run ends, with all that it started, at its deadline.
 */
@NullMarked
package io.signalbox.agents.daemon.application;

import org.jspecify.annotations.NullMarked;

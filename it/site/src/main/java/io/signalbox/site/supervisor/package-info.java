/**
 * Keeps the programs of a site running as systemd would. Comes in: a list of programs and one-line requests on a unix socket. Goes out:
 * processes, their logs, their status. It owns the invariant that each program runs at most once, also after the supervisor itself was
 * killed and started again: what still runs is recognised by pid and start time, and adopted.
 */
@NullMarked
package io.signalbox.site.supervisor;

import org.jspecify.annotations.NullMarked;

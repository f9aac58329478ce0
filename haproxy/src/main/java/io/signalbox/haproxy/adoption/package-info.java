/**
 * A HAProxy whose configuration is somebody else's. In: what its backends and servers are called there, its haproxy.cfg, what it does now.
 * Out: the same HAProxy under Signalbox's names, and what it lacks for being driven. Owns the invariant that the file is read, and never
 * written, and that no name of ours ever means a server that is not ours.
 */
@NullMarked
package io.signalbox.haproxy.adoption;

import org.jspecify.annotations.NullMarked;

/**
 * Who is there for a primary, and the two acts that turn its clients away when nobody is. Sessions of mysqld, the kernel's
 * connections and signs of life of controllers come in, looks for the mind go out; the packet filter and the sockets of
 * the client port are changed. Owns the invariants that nothing is fed through a shell, and that every rule in the packet
 * filter is in a chain of its own and gone before mysqld starts again.
 */
@NullMarked
package io.signalbox.agents.daemon.isolation;

import org.jspecify.annotations.NullMarked;

/**
 * The runtime commands that Signalbox gives to HAProxy, as values. In: names and numbers. Out: one line of bytes. Owns
 * the invariant that whatever is put in, exactly one command comes out, and never one that HAProxy is known to die of
 * ({@code set maxconn frontend} deadlocks 2.6.12) or to understand otherwise than meant.
 */
@NullMarked
package io.signalbox.haproxy.command;

import org.jspecify.annotations.NullMarked;

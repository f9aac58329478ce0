/**
 * Talks to a running HAProxy. In: a command and a deadline. Out: what it answered, or why there is no answer and whether
 * the command may have been carried out all the same. Owns the invariant of one command per connection: the reply ends
 * where the connection ends, which holds in every version, and no connection outlives its command, as an old worker
 * stays alive as long as somebody is connected to it.
 */
@NullMarked
package io.signalbox.haproxy.client;

import org.jspecify.annotations.NullMarked;

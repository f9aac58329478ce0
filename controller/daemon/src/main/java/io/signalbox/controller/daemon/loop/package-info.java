/**
 * The one serial line of a cluster: events of all adapters come in through a bounded inbox, the mind answers each with
 * effects, and they are performed in list order. Owns the invariants that the mind is used by one thread, that the
 * times of its events never run backwards, and that a store effect is durable before the next effect begins.
 */
@NullMarked
package io.signalbox.controller.daemon.loop;

import org.jspecify.annotations.NullMarked;

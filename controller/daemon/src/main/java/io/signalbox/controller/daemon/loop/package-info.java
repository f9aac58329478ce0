/**
 * The one serial line of a cluster: events of all adapters come in through a bounded inbox, the mind answers each with
 * effects, and they are performed in list order. Owns the invariants that the mind is used by one thread, that the
 * times of its events never run backwards, that a record is durable before the next effect begins, and that journal
 * entries are durable before the next command is sent.
 */
@NullMarked
package io.signalbox.controller.daemon.loop;

import org.jspecify.annotations.NullMarked;

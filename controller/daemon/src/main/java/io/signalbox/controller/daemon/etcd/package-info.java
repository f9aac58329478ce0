/**
 * etcd as the store of a site with several controllers, spoken to through its JSON gateway. Requests of the store and of
 * the election come in; answers, or a failure within a named bound, come out. Owns the invariants that this controller
 * acts for no longer than etcd keeps its lease (measured on its own monotonic clock, from before the lease was asked for),
 * and that nothing is written once another one leads.
 */
@NullMarked
package io.signalbox.controller.daemon.etcd;

import org.jspecify.annotations.NullMarked;

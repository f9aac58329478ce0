/**
 * What the proxies show to clients and bear from them. In: wishes of the API. Out: requests to the agents on the proxies' hosts, all
 * at once, and their answers. Owns the invariants that a private key leaves this process sealed for one agent, and that every request
 * has an end.
 */
@NullMarked
package io.signalbox.controller.daemon.fronts;

import org.jspecify.annotations.NullMarked;

package io.signalbox.agents.daemon.proxy;

import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Token;
import java.util.Optional;

/** The newest route, and the token that it came under. */
record InForce(Token token, WantedRoute route) {

    InForce with(Optional<PoolWish> wish) {
        return wish.map(asked -> new InForce(token, route.with(asked))).orElse(this);
    }

    /** @throws IllegalArgumentException with a sentence, if the order cannot be a route */
    static InForce of(Token token, Order.Route route) {
        return new InForce(token, WantedRoute.of(route));
    }
}

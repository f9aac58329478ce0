package io.signalbox.agents.daemon.proxy;

import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Token;
import java.util.Collection;

/** The newest route, and the token that it came under. */
record InForce(Token token, WantedRoute route) {

    InForce with(Collection<PoolWish> wishes) {
        WantedRoute all = route;
        for (PoolWish wish : wishes) {
            all = all.with(wish);
        }
        return new InForce(token, all);
    }

    /** @throws IllegalArgumentException with a sentence, if the order cannot be a route */
    static InForce of(Token token, Order.Route route) {
        return new InForce(token, WantedRoute.of(route));
    }
}

package io.signalbox.controller.daemon.api;

import io.signalbox.controller.daemon.loop.Leadership;

/** Refuses, with the leader's address, what only the leader does. */
final class LeaderOnly {
    private final Site site;

    LeaderOnly(Site site) {
        this.site = site;
    }

    Endpoint asks(Endpoint endpoint) {
        return call -> {
            Leadership.Standing standing = site.standing();
            if (!standing.leads()) {
                throw refusal(standing);
            }
            return endpoint.answer(call);
        };
    }

    private Refusal refusal(Leadership.Standing standing) {
        String itself = "The controller " + site.config().controller() + " does not lead: ";
        return standing.leader()
                .map(name -> Problem.of(
                                409,
                                "not_leader",
                                itself + "ask " + name + " at " + standing.api().orElse("") + ".")
                        .with("leader", standing.api().orElse("")))
                .orElseGet(() -> Problem.of(
                        503, "no_leader", itself + standing.trouble().orElse("nobody leads now; try again") + "."))
                .refusal();
    }
}

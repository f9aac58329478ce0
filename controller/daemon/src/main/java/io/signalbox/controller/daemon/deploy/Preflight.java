package io.signalbox.controller.daemon.deploy;

import io.signalbox.agents.protocol.Application;
import io.signalbox.agents.protocol.Order.ServerMode;
import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.daemon.deploy.Deployment.Order;
import io.signalbox.controller.daemon.deploy.Deployment.Step;
import io.signalbox.controller.daemon.deploy.Deployment.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every server is asked before anything is done.
 *
 * @param blockers all that speaks against it
 * @param targets what would be done, in order: servers that an earlier deployment left out come first
 */
record Preflight(List<Blocker> blockers, List<Target> targets) {

    /** @param leftOut by an earlier deployment; others that are not ready an operator took out */
    static Preflight of(Order order, Tier tier, WebHosts hosts, Set<String> leftOut) throws InterruptedException {
        List<Blocker> blockers = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        for (String server : tier.servers(order.backend())) {
            ofRoute(order.backend(), server, tier, leftOut).ifPresent(blockers::add);
            targets.add(new Target(server, Step.WAITING, before(order, server, hosts, blockers), "", Optional.empty()));
        }
        targets.sort(Comparator.comparing(target -> !leftOut.contains(target.server())));
        return new Preflight(List.copyOf(blockers), List.copyOf(targets));
    }

    private static Optional<Blocker> ofRoute(String backend, String server, Tier tier, Set<String> leftOut)
            throws InterruptedException {
        if (tier.wanted(backend, server) != ServerMode.READY) {
            return leftOut.contains(server)
                    ? Optional.empty()
                    : Optional.of(new Blocker(
                            "TAKEN_OUT", server, server + " was taken out of service by somebody: ready it first"));
        }
        // Who was left out comes back first, and may be the one that is missing now; each drain is guarded again.
        return !leftOut.isEmpty()
                ? Optional.empty()
                : tier.objection(backend, server).map(why -> new Blocker("CANNOT_BE_DRAINED", server, why));
    }

    /** The version to go back to. */
    private static String before(Order order, String server, WebHosts hosts, List<Blocker> blockers)
            throws InterruptedException {
        try {
            Application seen = hosts.look(order.backend() + "/" + server);
            if (!seen.deployable()) {
                blockers.add(new Blocker("NO_HOOK", server, "no hook is configured at the agent beside " + server));
            }
            String version =
                    seen.pulse().healthy() && Application.isVersion(seen.pulse().version())
                            ? seen.pulse().version()
                            : seen.lastGood();
            if (version.isEmpty()) {
                blockers.add(new Blocker(
                        "NO_VERSION_BEFORE",
                        server,
                        server + " has not said yet which version it is: there would be none to go back to"));
            }
            return version;
        } catch (IOException e) {
            blockers.add(new Blocker(
                    "AGENT_SILENT", server, "the agent beside " + server + " does not answer: " + e.getMessage()));
            return "";
        }
    }
}

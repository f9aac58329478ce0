package io.signalbox.controller.daemon.api;

import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.effect.Effect.Operation;
import io.signalbox.controller.core.effect.Effect.State;
import io.signalbox.controller.daemon.api.HostPlan.Step;
import io.signalbox.controller.daemon.config.ControllerConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A host as a whole: out of service, and back. */
final class HostCalls {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Site site;
    private final HostErrands errands;

    HostCalls(Vertx vertx, Site site, HostErrands errands) {
        this.vertx = vertx;
        this.site = site;
        this.errands = errands;
    }

    Map<String, Endpoint> endpoints() {
        return Map.of(
                "maintainHost", call -> carryOut(call, true),
                "readyHost", call -> carryOut(call, false));
    }

    private Future<Reply> carryOut(Call call, boolean out) {
        String host = call.name("host");
        if (!new HostPlan(site, host).known()) {
            throw Problem.unknown("host", host, hosts()).refusal();
        }
        Duration deadline = Duration.ofMillis(call.body().getLong("deadlineMs", DEADLINE.toMillis()));
        boolean dryRun = call.flag("dryRun");
        HostErrand errand = new HostErrand(
                Asking.id(dryRun), host, out, deadline, call.caller().name(), Instant.now(), true);
        Future<@Nullable Reply> reply = vertx.executeBlocking(() -> {
            List<Step> steps = errand.steps(site);
            List<Blocker> blockers = errands.blockers(errand, steps);
            if (!blockers.isEmpty() && !dryRun) {
                throw Problem.refused("host_refused", blockers.getFirst().sentence(), blockers, errand.id())
                        .refusal();
            }
            return dryRun ? foretold(errand, steps, blockers) : begun(errand, steps);
        });
        return reply.map(Objects::requireNonNull);
    }

    private List<String> hosts() {
        return site.config().clusters().stream()
                .flatMap(cluster -> cluster.servers().stream())
                .map(ControllerConfig.Server::name)
                .toList();
    }

    private static Reply foretold(HostErrand errand, List<Step> steps, List<Blocker> blockers) {
        Operation operation = new Operation(
                errand.id(),
                errand.kind(),
                blockers.isEmpty() ? State.DONE : State.REFUSED,
                String.join("; ", steps.stream().map(Step::sentence).toList()),
                blockers,
                "");
        return new Reply(200, Shapes.operation(operation).put("dryRun", true), "");
    }

    private Reply begun(HostErrand errand, List<Step> steps) {
        Optional<String> busy;
        try {
            busy = errands.begin(errand, steps);
        } catch (IOException e) {
            throw Problem.of(503, "store_unusable", "Its beginning could not be written: " + e.getMessage() + ".")
                    .refusal();
        }
        if (busy.isPresent()) {
            throw Problem.of(409, "host_busy", "One at a time: " + busy.get() + " is in progress.")
                    .refusal();
        }
        return new Reply(202, new JsonObject().put("operation", errand.id()), "/api/v1/operations/" + errand.id());
    }
}

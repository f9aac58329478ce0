package io.signalbox.controller.daemon.api;

import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.effect.Effect.Operation;
import io.signalbox.controller.core.effect.Effect.State;
import io.signalbox.controller.daemon.deploy.Deployment;
import io.signalbox.controller.daemon.deploy.Deployment.Order;
import io.signalbox.controller.daemon.deploy.Deployments;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rolling deployments by REST. */
final class DeployCalls {
    private static final String REFUSED = "deploy_refused";

    private final Vertx vertx;
    private final Site site;
    private final Deployments deployments;

    DeployCalls(Vertx vertx, Site site, Deployments deployments) {
        this.vertx = vertx;
        this.site = site;
        this.deployments = deployments;
    }

    Map<String, Endpoint> reads() {
        return Map.of(
                "listDeployments",
                call -> Reply.items(
                        deployments.all().stream().map(DeployShape::of).toList()),
                "getDeployment",
                call -> Reply.ok(DeployShape.of(find(call))));
    }

    Map<String, Endpoint> mutations() {
        return Map.of("deploy", this::deploy, "cancelDeployment", this::cancel);
    }

    private Deployment find(Call call) {
        String id = call.name("id");
        return deployments
                .find(id)
                .orElseThrow(() -> Problem.unknown(
                                "deployment",
                                id,
                                deployments.all().stream().map(Deployment::id).toList())
                        .refusal());
    }

    private Future<Reply> deploy(Call call) {
        String backend = call.name("backend");
        site.backend(backend);
        JsonObject body = call.body();
        Order order = new Order(
                backend,
                call.text("version"),
                body.getInteger("percent", Order.ONE_AT_A_TIME),
                millis(body, "deadlineMs", Order.DRAIN),
                millis(body, "healthyMs", Order.HEALTHY));
        boolean dryRun = call.flag("dryRun");
        String id = Asking.id(dryRun);
        String caller = call.caller().name();
        Future<@Nullable Reply> reply =
                vertx.executeBlocking(() -> dryRun ? foretold(id, order) : begun(id, order, caller), false);
        return reply.map(Objects::requireNonNull);
    }

    private static Duration millis(JsonObject body, String key, Duration preset) {
        return Duration.ofMillis(body.getLong(key, preset.toMillis()));
    }

    private Reply foretold(String id, Order order) throws InterruptedException {
        List<Blocker> blockers = deployments.blockers(order);
        Operation operation = new Operation(
                id,
                "deploy",
                blockers.isEmpty() ? State.DONE : State.REFUSED,
                blockers.isEmpty()
                        ? "nothing speaks against it; nothing was done"
                        : blockers.getFirst().sentence(),
                blockers,
                "");
        return new Reply(200, Shapes.operation(operation).put("dryRun", true), "");
    }

    private Reply begun(String id, Order order, String caller) throws InterruptedException {
        try {
            return switch (deployments.begin(id, order, caller)) {
                case Deployments.Begun begun ->
                    new Reply(202, new JsonObject().put("operation", id), "/api/v1/operations/" + id);
                case Deployments.Refused refused ->
                    throw Problem.refused(REFUSED, refused.blockers().getFirst().sentence(), refused.blockers(), id)
                            .refusal();
                case Deployments.Busy busy ->
                    throw Problem.of(409, "deploy_busy", "One at a time: " + busy.by() + " is in progress.")
                            .refusal();
            };
        } catch (IOException e) {
            throw Problem.of(503, "store_unusable", "Its beginning could not be written: " + e.getMessage() + ".")
                    .refusal();
        }
    }

    private Future<Reply> cancel(Call call) {
        Deployment found = find(call);
        if (!deployments.cancel(found.id(), call.caller().name())) {
            throw Problem.of(409, "deploy_over", "It is over: " + Deployments.word(found.phase()) + ".")
                    .refusal();
        }
        return Future.succeededFuture(
                new Reply(202, new JsonObject().put("operation", found.id()), "/api/v1/operations/" + found.id()));
    }
}

package io.signalbox.controller.daemon.api;

import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.effect.Effect.Operation;
import io.signalbox.controller.core.effect.Effect.State;
import io.signalbox.controller.daemon.api.HostPlan.Step;
import io.signalbox.controller.daemon.config.ControllerConfig;
import io.signalbox.controller.daemon.deploy.Turn;
import io.signalbox.controller.daemon.news.OperationBook;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A host as a whole: out of service, and back. Each step is an operation of its own, which a controller's death does not
 * undo; the plan around them is not gone on with then, and can be asked for again.
 */
final class HostCalls {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Site site;
    private final OperationBook operations;
    private final Turn turn;
    private final Errands errands;

    HostCalls(Vertx vertx, Site site, OperationBook operations, Turn turn) {
        this.vertx = vertx;
        this.site = site;
        this.operations = operations;
        this.turn = turn;
        this.errands = new Errands(operations);
    }

    Map<String, Endpoint> endpoints() {
        return Map.of(
                "maintainHost", call -> carryOut(call, "host-maintenance", true),
                "readyHost", call -> carryOut(call, "host-ready", false));
    }

    private Future<Reply> carryOut(Call call, String kind, boolean out) {
        HostPlan plan = new HostPlan(site, call.name("host"));
        if (!plan.known()) {
            throw Problem.unknown("host", plan.host(), hosts()).refusal();
        }
        Duration deadline = Duration.ofMillis(call.body().getLong("deadlineMs", DEADLINE.toMillis()));
        boolean dryRun = call.flag("dryRun");
        String id = Asking.id(dryRun);
        Future<@Nullable Reply> reply = vertx.executeBlocking(() -> {
            List<Step> steps = out ? plan.out(Optional.of(deadline)) : plan.back();
            List<Blocker> blockers = blockers(plan, steps, out);
            if (!blockers.isEmpty() && !dryRun) {
                throw Problem.refused("host_refused", blockers.getFirst().sentence(), blockers, id)
                        .refusal();
            }
            return dryRun ? foretold(id, kind, steps, blockers) : begun(call, id, kind, plan, steps, deadline);
        });
        return reply.map(Objects::requireNonNull);
    }

    private List<String> hosts() {
        return site.config().clusters().stream()
                .flatMap(cluster -> cluster.servers().stream())
                .map(ControllerConfig.Server::name)
                .toList();
    }

    /** Every step is asked whether it could be done now. */
    private List<Blocker> blockers(HostPlan plan, List<Step> steps, boolean out) throws Exception {
        List<Blocker> blockers = new ArrayList<>(out ? plan.foreseen() : List.of());
        for (Step step : steps) {
            Operation answer = Errands.ask(step.seat(), step.intent(), Asking.id(true), true);
            answer.blockers().stream()
                    .filter(blocker -> !plan.overcome(blocker) && !blockers.contains(blocker))
                    .forEach(blockers::add);
        }
        return blockers;
    }

    private static Reply foretold(String id, String kind, List<Step> steps, List<Blocker> blockers) {
        Operation operation = new Operation(
                id,
                kind,
                blockers.isEmpty() ? State.DONE : State.REFUSED,
                String.join("; ", steps.stream().map(Step::sentence).toList()),
                blockers,
                "");
        return new Reply(200, Shapes.operation(operation).put("dryRun", true), "");
    }

    private Reply begun(Call call, String id, String kind, HostPlan plan, List<Step> steps, Duration deadline) {
        turn.take("the maintenance of " + plan.host()).ifPresent(busy -> {
            throw Problem.of(409, "host_busy", "One at a time: " + busy + " is in progress.")
                    .refusal();
        });
        Operation operation = new Operation(id, kind, State.RUNNING, plan.host(), List.of(), "");
        operations.begin(operation, "", call.caller().name(), Instant.now());
        Thread.ofVirtual().name("host-plan").start(() -> {
            try {
                carryOut(operation, steps, deadline);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                turn.give();
            }
        });
        return new Reply(202, new JsonObject().put("operation", id), "/api/v1/operations/" + id);
    }

    private void carryOut(Operation operation, List<Step> steps, Duration deadline) throws InterruptedException {
        for (Step step : steps) {
            say(operation, State.RUNNING, step.sentence(), List.of());
            Operation end = errands.end(step.seat(), step.intent(), deadline);
            if (end.state() != State.DONE) {
                say(operation, State.FAILED, step.sentence() + ": " + end.sentence(), end.blockers());
                return;
            }
        }
        say(operation, State.DONE, steps.isEmpty() ? "it was so already" : "", List.of());
    }

    private void say(Operation operation, State state, String sentence, List<Blocker> blockers) {
        Operation newer = new Operation(operation.id(), operation.kind(), state, sentence, blockers, "");
        operations.progress("", newer, Instant.now());
    }
}

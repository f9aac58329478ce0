package io.signalbox.controller.daemon.api;

import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.effect.Effect.Operation;
import io.signalbox.controller.core.effect.Effect.State;
import io.signalbox.controller.daemon.api.HostPlan.Step;
import io.signalbox.controller.daemon.config.ControllerConfig;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A host as a whole: out of service, and back. Each step is an operation of its own, which a controller's death does not
 * undo; the plan around them is not gone on with then, and can be asked for again.
 */
final class HostCalls {
    /** For a step beyond the deadline that it was given. */
    private static final Duration STEP_BOUND = Duration.ofSeconds(90);

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Site site;
    private final OperationBook operations;
    private final AtomicBoolean running = new AtomicBoolean();

    HostCalls(Vertx vertx, Site site, OperationBook operations) {
        this.vertx = vertx;
        this.site = site;
        this.operations = operations;
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
            Operation answer = ask(step, Asking.id(true), true);
            answer.blockers().stream()
                    .filter(blocker -> !plan.overcome(blocker) && !blockers.contains(blocker))
                    .forEach(blockers::add);
        }
        return blockers;
    }

    private static Operation ask(Step step, String id, boolean dryRun) throws Exception {
        return step.seat()
                .loop()
                .request(step.intent().apply(id, dryRun))
                .get(Asking.FIRST_WORD.toMillis(), TimeUnit.MILLISECONDS);
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
        if (!running.compareAndSet(false, true)) {
            throw Problem.of(409, "host_busy", "Another host is being taken out or put back.")
                    .refusal();
        }
        Operation operation = new Operation(id, kind, State.RUNNING, plan.host(), List.of(), "");
        operations.begin(operation, "", call.caller().name(), Instant.now());
        Thread.ofVirtual().name("host-plan").start(() -> {
            try {
                carryOut(operation, steps, deadline);
            } finally {
                running.set(false);
            }
        });
        return new Reply(202, new JsonObject().put("operation", id), "/api/v1/operations/" + id);
    }

    private void carryOut(Operation operation, List<Step> steps, Duration deadline) {
        for (Step step : steps) {
            say(operation, State.RUNNING, step.sentence(), List.of());
            Operation end = end(step, deadline);
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

    /** How the step ended; as failed if that cannot be known. */
    private Operation end(Step step, Duration deadline) {
        String id = Asking.id(false);
        try {
            Operation now = ask(step, id, false);
            long until = System.nanoTime() + deadline.plus(STEP_BOUND).toNanos();
            while ((now.state() == State.RUNNING || now.state() == State.ACCEPTED) && until - System.nanoTime() > 0) {
                LockSupport.parkNanos(LOOK.toNanos());
                now = operations.find(id).map(OperationBook.Entry::operation).orElse(now);
            }
            return now;
        } catch (ExecutionException | TimeoutException e) {
            return new Operation(id, "", State.FAILED, "the kernel does not answer: " + e.getMessage(), List.of(), "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Operation(id, "", State.FAILED, "the controller is stopping", List.of(), "");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

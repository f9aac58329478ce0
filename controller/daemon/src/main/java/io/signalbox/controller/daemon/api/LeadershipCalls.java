package io.signalbox.controller.daemon.api;

import io.signalbox.controller.core.view.ClusterView.RunView;
import io.signalbox.controller.daemon.loop.Leadership;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;

/** This controller, who leads, and that somebody else shall. */
final class LeadershipCalls {
    private static final Duration LOOK = Duration.ofMillis(20);

    /** Longer than a controller stands aside: by then another leads, or this one does again. */
    private static final Duration BOUND = Duration.ofSeconds(6);

    private final Vertx vertx;
    private final Site site;

    LeadershipCalls(Vertx vertx, Site site) {
        this.vertx = vertx;
        this.site = site;
    }

    Map<String, Endpoint> reads() {
        return Map.of("getController", call -> Reply.ok(controller(site.standing())));
    }

    Map<String, Endpoint> ofLeaders() {
        return Map.of("handOver", call -> handOver());
    }

    private JsonObject controller(Leadership.Standing standing) {
        JsonObject leader = standing.leader()
                .map(name -> new JsonObject()
                        .put("name", name)
                        .put("api", standing.api().orElse("")))
                .orElse(null);
        return new JsonObject()
                .put("name", site.config().controller())
                .put("leading", standing.leads())
                .put("leader", leader)
                .put(
                        "store",
                        new JsonObject()
                                .put("kind", standing.kind())
                                .put("usable", standing.trouble().isEmpty())
                                .put("sentence", standing.trouble().orElse("")));
    }

    /** A plan in progress would be gone on with by the next leader, but later than by this one. */
    private Future<Reply> handOver() {
        site.seats()
                .forEach((cluster, seat) -> seat.view().run().ifPresent(run -> {
                    throw busy(cluster, run);
                }));
        if (!site.webCluster().loop().standAside()) {
            throw Problem.of(
                            409,
                            "no_other_controller",
                            "This site has one controller: there is nobody to hand over to.")
                    .refusal();
        }
        Promise<Reply> end = Promise.promise();
        await(System.nanoTime() + BOUND.toNanos(), false, end);
        return end.future();
    }

    private static Refusal busy(String cluster, RunView run) {
        return Problem.of(
                        409,
                        "plan_open",
                        "The plan " + run.id() + " of " + cluster + " is in step " + run.step()
                                + "; leadership is handed over between plans.")
                .refusal();
    }

    private void await(long until, boolean gone, Promise<Reply> end) {
        Leadership.Standing now = site.standing();
        if (gone && now.leads()) {
            end.fail(
                    Problem.of(409, "nobody_took_over", "No other controller stood for election; this one leads again.")
                            .refusal());
        } else if (!now.leads() && now.leader().isPresent()) {
            end.complete(new Reply(200, controller(now), ""));
        } else if (System.nanoTime() > until) {
            end.fail(Problem.of(
                            503,
                            "no_leader",
                            "Nobody leads yet: " + now.trouble().orElse("no election has ended") + ".")
                    .refusal());
        } else {
            vertx.setTimer(LOOK.toMillis(), timer -> await(until, gone || !now.leads(), end));
        }
    }
}

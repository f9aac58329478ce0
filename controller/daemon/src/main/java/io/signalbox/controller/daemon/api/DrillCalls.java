package io.signalbox.controller.daemon.api;

import static java.util.Objects.requireNonNull;

import io.signalbox.controller.daemon.drills.DrillBook;
import io.signalbox.controller.daemon.drills.DrillRefused;
import io.signalbox.controller.daemon.drills.DrillState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Drills by REST. Files and processes are touched on a worker. */
final class DrillCalls {
    private final Vertx vertx;
    private final Site site;
    private final DrillBook drills;

    DrillCalls(Vertx vertx, Site site, DrillBook drills) {
        this.vertx = vertx;
        this.site = site;
        this.drills = drills;
    }

    Map<String, Endpoint> reads() {
        return Map.of(
                "listDrills",
                call -> vertx.executeBlocking(drills::all)
                        .map(all ->
                                requireNonNull(all).stream().map(Shapes::drill).toList())
                        .compose(Reply::items),
                "getDrill",
                this::find);
    }

    Map<String, Endpoint> mutations() {
        return Map.of("startDrill", this::start);
    }

    private Future<Reply> find(Call call) {
        String id = call.name("id");
        return vertx.executeBlocking(() -> drills.find(id))
                .compose(found -> requireNonNull(found)
                        .map(DrillCalls::shown)
                        .orElseGet(() -> Future.failedFuture(
                                Problem.unknown("drill", id, List.of()).refusal())));
    }

    private static Future<Reply> shown(DrillState state) {
        return Reply.ok(Shapes.drill(state));
    }

    private Future<Reply> start(Call call) {
        if (!call.text("target").isEmpty()) {
            site.cluster(call.text("target"));
        }
        String drill = call.text("drill");
        int rounds = call.body().getInteger("rounds", 1);
        return vertx.executeBlocking(
                        () -> drills.start(drill, rounds, call.caller().name()))
                .map(id -> new Reply(202, new JsonObject().put("id", id).put("drill", drill), "/api/v1/drills/" + id))
                .recover(failure -> Future.failedFuture(refusal(failure)));
    }

    private static Throwable refusal(Throwable failure) {
        if (!(failure instanceof DrillRefused refused)) {
            return failure;
        }
        return switch (refused.why()) {
            case NOT_ALLOWED ->
                Problem.of(403, "drills_not_allowed", refused.sentence()).refusal();
            case ANOTHER_RUNS ->
                Problem.of(409, "another_drill_runs", refused.sentence()).refusal();
            case CANNOT_START ->
                Problem.of(500, "drill_cannot_start", refused.sentence()).refusal();
        };
    }
}

package io.signalbox.controller.daemon.api;

import io.signalbox.controller.core.view.ClusterView;
import io.signalbox.controller.core.view.ClusterView.ServerView;
import io.signalbox.controller.daemon.api.Site.Seat;
import io.signalbox.controller.daemon.metrics.Metrics;
import io.signalbox.controller.daemon.reads.ReadPort;
import io.signalbox.controller.daemon.reads.Waiters;
import io.signalbox.controller.daemon.reads.Waiters.Waiter;
import io.signalbox.mysql.gtid.GtidSet;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.TimeoutException;

/** Calls of applications that read, or that write so much that readers suffer. */
final class ReadCalls {
    private static final String PRESET_TIMEOUT = "1000";
    private static final String PRESET_LAG = "1000";

    private final Vertx vertx;
    private final Site site;
    private final Waiters waiters;
    private final Metrics metrics;

    ReadCalls(Vertx vertx, Site site, Waiters waiters, Metrics metrics) {
        this.vertx = vertx;
        this.site = site;
        this.waiters = waiters;
        this.metrics = metrics;
    }

    Map<String, Endpoint> endpoints() {
        return Map.of("waitForGtid", this::waitForGtid, "getThrottle", this::throttle);
    }

    private Future<Reply> waitForGtid(Call call) {
        String cluster = call.name("cluster");
        Seat seat = site.cluster(cluster);
        ReadPort port = site.readPort(cluster);
        long began = System.nanoTime();
        Waiter waiter = waiters.add(gtid(parameter(call, "gtid", "")), () -> port.readers(seat.view()))
                .orElseThrow(() -> tooMany(cluster));
        return within(waiter, Duration.ofMillis(Long.parseLong(parameter(call, "timeoutMs", PRESET_TIMEOUT))))
                .onComplete(done -> waiter.leave())
                .onSuccess(readers -> metrics.waited(cluster, "done", Duration.ofNanos(System.nanoTime() - began)))
                .map(readers -> new Reply(
                        200,
                        new JsonObject()
                                .put("servers", new JsonArray(List.copyOf(readers)))
                                .put("waitedMillis", Shapes.millis(Duration.ofNanos(System.nanoTime() - began))),
                        ""))
                .recover(
                        late -> Future.failedFuture(late instanceof TimeoutException ? notYet(cluster, waiter) : late));
    }

    /** On the caller's own event loop, whoever brought the report. */
    private Future<SortedSet<String>> within(Waiter waiter, Duration bound) {
        Promise<SortedSet<String>> promise = Promise.promise();
        long timer =
                bound.isZero() ? -1 : vertx.setTimer(bound.toMillis(), id -> promise.tryFail(new TimeoutException()));
        Future.fromCompletionStage(waiter.done(), vertx.getOrCreateContext()).onSuccess(promise::tryComplete);
        if (bound.isZero() && !waiter.done().isDone()) {
            promise.tryFail(new TimeoutException());
        }
        return promise.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private Refusal tooMany(String cluster) {
        metrics.waited(cluster, "refused", Duration.ZERO);
        return Problem.of(503, "too_many_waiters", Waiters.MOST + " calls wait already.")
                .refusal();
    }

    private Refusal notYet(String cluster, Waiter waiter) {
        metrics.waited(cluster, "timeout", Duration.ZERO);
        return Problem.of(408, "not_executed_in_time", "Not everybody who is read from has executed it yet.")
                .with("behind", new JsonArray(List.copyOf(waiter.behind())))
                .refusal();
    }

    private static GtidSet gtid(String text) {
        try {
            GtidSet set = GtidSet.parse(text);
            if (!set.isEmpty()) {
                return set;
            }
        } catch (IllegalArgumentException e) {
            throw Problem.of(400, "wrong_gtid", String.valueOf(e.getMessage())).refusal();
        }
        throw Problem.of(400, "wrong_gtid", "There is no transaction in it.").refusal();
    }

    private Future<Reply> throttle(Call call) {
        String cluster = call.name("cluster");
        ClusterView view = site.cluster(cluster).view();
        Duration bound = Duration.ofMillis(Long.parseLong(parameter(call, "maxLagMs", PRESET_LAG)));
        if (!view.writable()) {
            throw Problem.of(429, "no_writer", "Nobody takes writes now.").refusal();
        }
        Optional<ServerView> slowest = view.servers().stream()
                .filter(server -> server.role() == ClusterView.Role.REPLICA && !server.maintenance())
                .filter(server -> server.agentLinked() && server.lag().isPresent())
                .max(Comparator.comparing(ReadCalls::lag));
        Duration lag = slowest.map(ReadCalls::lag).orElse(Duration.ZERO);
        String server = slowest.map(ServerView::name).orElse("");
        if (lag.compareTo(bound) > 0) {
            throw Problem.of(
                            429,
                            "replicas_lag",
                            server + " lags by " + lag.toMillis() + " ms, which is more than " + bound.toMillis()
                                    + " ms.")
                    .with("lagMillis", Shapes.millis(lag))
                    .with("server", server)
                    .refusal();
        }
        return Reply.ok(new JsonObject()
                .put("lagMillis", Shapes.millis(lag))
                .put("server", server)
                .put("maxLagMillis", bound.toMillis()));
    }

    /** It has grown by the age of the report, at most. */
    private static Duration lag(ServerView server) {
        return server.lag().orElse(Duration.ZERO).plus(server.reportAge().orElse(Duration.ZERO));
    }

    private static String parameter(Call call, String name, String preset) {
        return Objects.requireNonNullElse(call.context().request().getParam(name), preset);
    }
}

package io.signalbox.controller.daemon.api;

import io.signalbox.controller.daemon.news.EventFeed;
import io.signalbox.controller.daemon.news.Happening;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Server-sent events. A client that reads too slowly is let go when {@value #MOST_UNSENT} bytes wait for it: it comes
 * back with Last-Event-ID and misses nothing that is still kept.
 */
final class EventStream implements Handler<RoutingContext> {
    static final Duration HEARTBEAT = Duration.ofSeconds(15);
    static final int MOST_FOLLOWERS = 64;
    static final int MOST_UNSENT = 256 * 1024;

    private final Vertx vertx;
    private final EventFeed feed;
    private final Duration heartbeat;

    EventStream(Vertx vertx, EventFeed feed, Duration heartbeat) {
        this.vertx = vertx;
        this.feed = feed;
        this.heartbeat = heartbeat;
    }

    @Override
    public void handle(RoutingContext context) {
        if (feed.followers() >= MOST_FOLLOWERS) {
            throw Problem.of(503, "too_many_followers", "Already " + MOST_FOLLOWERS + " clients follow the events.")
                    .refusal();
        }
        HttpServerResponse response = context.response()
                .setChunked(true)
                .putHeader("Content-Type", MediaTypes.EVENT_STREAM)
                .putHeader("Cache-Control", "no-store")
                .setWriteQueueMaxSize(MOST_UNSENT);
        follow(response, FrontDoor.call(context).header("Last-Event-ID"));
    }

    private void follow(HttpServerResponse response, String lastId) {
        Context loop = vertx.getOrCreateContext();
        Consumer<Happening> follower = happening -> loop.runOnContext(now -> send(response, frame(happening)));
        long timer = vertx.setPeriodic(heartbeat.toMillis(), due -> send(response, ": alive\n\n"));
        response.exceptionHandler(gone -> {});
        response.closeHandler(gone -> {
            vertx.cancelTimer(timer);
            feed.leave(follower);
        });
        response.write(": follow\n\n");
        EventFeed.Start start = feed.follow(lastId, follower);
        if (start.gap()) {
            send(response, "event: stream.gap\ndata: " + gap() + "\n\n");
        }
        start.missed().forEach(happening -> send(response, frame(happening)));
    }

    private static void send(HttpServerResponse response, String text) {
        if (response.closed()) {
            return;
        }
        if (response.writeQueueFull()) {
            response.reset();
            return;
        }
        response.write(text);
    }

    private static String frame(Happening happening) {
        return "id: " + happening.id() + "\nevent: " + happening.type() + "\ndata: "
                + Shapes.event(happening).encode() + "\n\n";
    }

    private static String gap() {
        return new io.vertx.core.json.JsonObject()
                .put("id", "")
                .put("at", java.time.Instant.now().toString())
                .put("type", "stream.gap")
                .put("cluster", "")
                .put("sentence", "some events between are no longer kept")
                .put("facts", new io.vertx.core.json.JsonObject())
                .encode();
    }
}

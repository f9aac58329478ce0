package io.signalbox.demo.web;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.signalbox.demo.database.Canary;
import io.signalbox.demo.database.Guestbook;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Every path of the application. */
public final class Routes {
    private static final int LARGEST_BODY = 16 * 1024;
    private static final int SHOWN = 50;
    private static final int WRITES_AT_ONCE = 64;
    private static final int READS_AT_ONCE = 32;
    private static final Duration WRITER_ASKED_AT_MOST = Duration.ofSeconds(1);
    private static final String JSON = "application/json";

    private final String web;
    private final Release release;
    private final Guestbook guestbook;
    private final Canary canary;
    private final CollectorRegistry registry;
    private final Page page;

    public Routes(String web, Release release, Guestbook guestbook, Canary canary, CollectorRegistry registry) {
        this.web = web;
        this.release = release;
        this.guestbook = guestbook;
        this.canary = canary;
        this.registry = registry;
        this.page = new Page(web, Resources.read("page.html"));
    }

    /** To be served by one event loop. */
    public Router router(Vertx vertx) {
        Work writes = new Work(vertx, WRITES_AT_ONCE);
        Work reads = new Work(vertx, READS_AT_ONCE);
        Work questions = new Work(vertx, READS_AT_ONCE);
        Router router = Router.router(vertx);
        router.route().handler(new Guard(web)::handle);
        router.route().failureHandler(Failures::handle);
        router.get("/").handler(request -> page(request, reads));
        router.get("/api/messages").handler(request -> messages(request, reads));
        router.post("/messages").handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
        router.post("/messages").handler(request -> post(request, writes));
        router.get("/whoami").handler(request -> whoami(request, questions));
        router.get("/health").handler(this::health);
        router.get("/metrics").handler(this::metrics);
        file(router, "page.css", "text/css");
        file(router, "page.js", "text/javascript");
        file(router, "icon.svg", "image/svg+xml");
        router.errorHandler(404, Failures::handle).errorHandler(405, Failures::handle);
        return router;
    }

    private void page(RoutingContext request, Work reads) {
        if (JSON.equals(request.request().getHeader("Accept"))) {
            messages(request, reads);
            return;
        }
        reads.run(() -> guestbook.newest(SHOWN))
                .map(page::with)
                .otherwise(failure -> page.without("The messages cannot be read just now. " + failure.getMessage()))
                .onSuccess(html -> request.response()
                        .putHeader("Content-Type", "text/html; charset=utf-8")
                        .end(html))
                .onFailure(request::fail);
    }

    private void messages(RoutingContext request, Work reads) {
        reads.run(() -> guestbook.newest(SHOWN))
                .onSuccess(served -> json(request, 200, Json.messages(web, served)))
                .onFailure(request::fail);
    }

    private void post(RoutingContext request, Work writes) {
        Post post;
        try {
            post = Post.from(request);
        } catch (Post.Wrong e) {
            request.fail(e);
            return;
        }
        writes.run(() -> guestbook.post(post.id(), post.author(), post.body()))
                .onSuccess(served -> {
                    if (Post.isForm(request)) {
                        request.response()
                                .setStatusCode(303)
                                .putHeader("Location", "/")
                                .end();
                    } else {
                        json(request, 201, Json.posted(web, served));
                    }
                })
                .onFailure(request::fail);
    }

    /** Who would do what now, without writing anything. */
    private void whoami(RoutingContext request, Work questions) {
        questions
                .run(guestbook::writer)
                .timeout(WRITER_ASKED_AT_MOST.toMillis(), TimeUnit.MILLISECONDS)
                .map(served -> Json.served(web, served))
                .otherwise(failure -> new JsonObject()
                        .put("web", web)
                        .putNull("database")
                        .put("sentence", "No database is open for writes just now; they wait."))
                .onSuccess(writer -> json(request, 200, whoami(writer)))
                .onFailure(request::fail);
    }

    private JsonObject whoami(JsonObject writer) {
        JsonObject json = new JsonObject().put("web", web).put("write", writer).put("canary", canary.elected());
        canary.lastPause().ifPresent(pause -> json.put("lastPause", Json.pause(pause)));
        return json;
    }

    /** The process answers. A database's trouble must not take all web servers out of service. */
    private void health(RoutingContext request) {
        JsonObject health = new JsonObject().put("web", web).put("status", release.healthy() ? "up" : "broken");
        if (!release.version().isEmpty()) {
            health.put("version", release.version());
        }
        json(request, release.healthy() ? 200 : 503, health);
    }

    private void metrics(RoutingContext request) {
        StringWriter text = new StringWriter();
        String type = TextFormat.chooseContentType(request.request().getHeader("Accept"));
        try {
            TextFormat.writeFormat(type, text, registry.metricFamilySamples());
        } catch (IOException e) {
            request.fail(e);
            return;
        }
        request.response().putHeader("Content-Type", type).end(text.toString());
    }

    private static void file(Router router, String name, String type) {
        String content = Resources.read(name);
        router.get("/" + name)
                .handler(request -> request.response()
                        .putHeader("Content-Type", type + "; charset=utf-8")
                        .putHeader("Cache-Control", "max-age=60")
                        .end(content));
    }

    private static void json(RoutingContext request, int status, JsonObject body) {
        request.response().setStatusCode(status).putHeader("Content-Type", JSON).end(body.encode());
    }
}

package io.signalbox.agents.daemon.proxy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A web server that is well, and the agent beside it, which says of its load what it is told to say. */
final class FakeWebHost {
    private static final int WEB = 8080;
    private static final int AGENT = 8091;
    private static final long BOUND_SECONDS = 10;

    private final String server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Consumer<HttpServerRequest> answer;

    FakeWebHost(Vertx vertx, String server, String host) throws Exception {
        this.server = server;
        answer = request -> {};
        busy(0);
        vertx.createHttpServer()
                .requestHandler(request -> request.response().end())
                .listen(WEB, host)
                .await(BOUND_SECONDS, TimeUnit.SECONDS);
        vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(AGENT, host)
                .await(BOUND_SECONDS, TimeUnit.SECONDS);
    }

    void busy(double percent) {
        says(told(server, percent, 0));
    }

    void says(String text) {
        answer = request -> request.response().end(text);
    }

    void answers(Consumer<HttpServerRequest> how) {
        answer = how;
    }

    static String told(String server, double percent, long ageMillis) {
        return "{\"server\":\"%s\",\"percent\":%s,\"ageMillis\":%d}".formatted(server, percent, ageMillis);
    }

    /** How often it was asked for its load. */
    int asked() {
        return asked.get();
    }

    private void answer(HttpServerRequest request) {
        if (request.path().equals("/load")) {
            asked.incrementAndGet();
            answer.accept(request);
        } else {
            request.response().setStatusCode(503).end(); // the checks of databases, which are not the matter here
        }
    }
}

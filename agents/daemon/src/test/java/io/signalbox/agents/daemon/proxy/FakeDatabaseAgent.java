package io.signalbox.agents.daemon.proxy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Answers HAProxy's checks as the agent of a database does that lags as it is told to. */
final class FakeDatabaseAgent {
    private static final int PORT = 8091;
    private static final long BOUND_SECONDS = 10;

    private final String server;
    private volatile boolean primary;
    private volatile Supplier<Duration> behind = () -> Duration.ZERO;

    FakeDatabaseAgent(Vertx vertx, String server, String host) throws Exception {
        this.server = server;
        HttpServer listening = vertx.createHttpServer().requestHandler(this::answer);
        listening.listen(PORT, host).await(BOUND_SECONDS, TimeUnit.SECONDS);
    }

    void primary(boolean now) {
        primary = now;
    }

    /** As lag, and as what it vouches for. */
    void behind(Supplier<Duration> now) {
        behind = now;
    }

    Duration behind() {
        return behind.get();
    }

    private void answer(HttpServerRequest request) {
        long millis = behind().toMillis();
        boolean ok = switch (request.path()) {
            case "/primary" -> primary && millis <= number(request, "within");
            case "/replica" -> !primary && millis <= number(request, "max-lag");
            case "/fresh" -> !primary && millis <= number(request, "within");
            default -> throw new AssertionError(request.path());
        };
        request.response()
                .setStatusCode(ok ? 200 : 503)
                .end(
                        "{\"server\":\"%s\",\"ok\":%s,\"role\":\"%s\",\"lagMillis\":%d,\"behindMillis\":%d,\"reason\":\"\"}"
                                .formatted(server, ok, primary ? "primary" : "replica", primary ? 0 : millis, millis));
    }

    private static long number(HttpServerRequest request, String parameter) {
        return Long.parseLong(request.getParam(parameter, "0"));
    }
}

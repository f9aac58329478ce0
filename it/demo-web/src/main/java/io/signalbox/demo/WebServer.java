package io.signalbox.demo;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.hotspot.DefaultExports;
import io.signalbox.demo.database.Canary;
import io.signalbox.demo.database.CanaryMetrics;
import io.signalbox.demo.database.Guestbook;
import io.signalbox.demo.web.Release;
import io.signalbox.demo.web.Routes;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Everything of one web server, put together; listens when {@link #start} returns. */
public final class WebServer implements AutoCloseable {
    private static final int EVENT_LOOPS = 1;
    private static final int IDLE_SECONDS = 60;
    private static final int LONGEST_LINE = 2048;
    private static final int LARGEST_HEADERS = 8192;
    private static final int START_SECONDS = 20;
    private static final int END_SECONDS = 2;

    private final Vertx vertx;
    private final Guestbook guestbook;
    private final Canary canary;
    private int port;

    private WebServer(Vertx vertx, Guestbook guestbook, Canary canary) {
        this.vertx = vertx;
        this.guestbook = guestbook;
        this.canary = canary;
    }

    /** Fails with a sentence when the address cannot be had; a missing database is no reason to fail. */
    public static WebServer start(WebConfig config, String password) throws IOException {
        Release release =
                config.release().isPresent() ? Release.read(config.release().get()) : Release.NONE;
        CollectorRegistry registry = new CollectorRegistry();
        DefaultExports.register(registry);
        // Switched off, it is no series that stands still.
        CollectorRegistry canarys = config.canaryWritesPerSecond() > 0 ? registry : new CollectorRegistry();
        Canary canary = new Canary(config, password, new CanaryMetrics(canarys));
        WebServer server = new WebServer(vertx(), new Guestbook(config, password), canary);
        server.listen(config, new Routes(config.server(), release, server.guestbook, canary, registry));
        canary.start();
        return server;
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    private static Vertx vertx() {
        FileSystemOptions noCache =
                new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
        return Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS).setFileSystemOptions(noCache));
    }

    private void listen(WebConfig config, Routes routes) throws IOException {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(config.listen().host())
                .setPort(config.listen().port())
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LARGEST_HEADERS);
        HttpServer http = vertx.createHttpServer(options).requestHandler(routes.router(vertx));
        try {
            http.listen().await(START_SECONDS, TimeUnit.SECONDS);
            port = http.actualPort();
        } catch (Exception e) { // await() rethrows whatever listen() failed with, checked or not
            close();
            throw new IOException("Cannot listen on " + config.listen() + ": " + e.getMessage(), e);
        }
    }

    /** Takes no new requests, ends the canary, closes the connections. A connect that HAProxy holds is not waited for. */
    @Override
    public void close() {
        canary.close();
        Thread pools = Thread.ofVirtual().start(guestbook::close);
        try {
            vertx.close().await(END_SECONDS, TimeUnit.SECONDS);
            pools.join(Duration.ofSeconds(END_SECONDS));
        } catch (TimeoutException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

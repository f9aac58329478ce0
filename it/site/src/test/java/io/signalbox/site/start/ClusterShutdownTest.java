package io.signalbox.site.start;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterShutdownTest {
    @TempDir
    Path dir;

    private final AtomicInteger asked = new AtomicInteger();
    private final List<String> said = new ArrayList<>();
    private HttpServer controller;

    @BeforeEach
    void start() throws IOException {
        controller = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        controller.start();
        Files.writeString(dir.resolve("token"), "secret");
        Files.writeString(
                dir.resolve("site.json"),
                "{\"api\":\"http://127.0.0.1:%d\",\"tokenFile\":\"token\"}"
                        .formatted(controller.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        controller.stop(0);
    }

    @Test
    void aFailoverThatRunsIsWaitedFor() throws Exception {
        refusing("busy", 2);
        controller.createContext("/api/v1/operations/op", exchange -> answer(exchange, 200, "{\"state\":\"done\"}"));
        assertThat(new ClusterShutdown(dir, said::add).run(Duration.ofSeconds(20)))
                .isTrue();
        assertThat(asked).hasValue(3);
        assertThat(said).filteredOn(line -> line.startsWith("Waiting: ")).hasSize(1);
    }

    @Test
    void noLongerThanTheBound() throws Exception {
        refusing("busy", Integer.MAX_VALUE);
        assertThat(new ClusterShutdown(dir, said::add).run(Duration.ofMillis(500)))
                .isFalse();
        assertThat(asked).hasValueBetween(2, 10);
    }

    @Test
    void whatIsRefusedForAnotherReasonIsNotAskedAgain() throws Exception {
        refusing("not_leading", Integer.MAX_VALUE);
        assertThat(new ClusterShutdown(dir, said::add).run(Duration.ofSeconds(20)))
                .isFalse();
        assertThat(asked).hasValue(1);
    }

    private void refusing(String code, int times) {
        controller.createContext("/api/v1/clusters/main/shutdown", exchange -> {
            if (asked.incrementAndGet() <= times) {
                answer(
                        exchange,
                        409,
                        "{\"code\":\"shutdown_refused\",\"detail\":\"no\",\"blockers\":[{\"code\":\"%s\",\"server\":\"\",\"sentence\":\"no\"}]}"
                                .formatted(code));
            } else {
                answer(exchange, 202, "{\"operation\":\"op\"}");
            }
        });
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}

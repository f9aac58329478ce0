package io.signalbox.agents.daemon.proxy;

import static io.signalbox.agents.daemon.proxy.ProxyBench.until;
import static io.signalbox.agents.daemon.proxy.Routes.WRITERS;
import static io.signalbox.agents.daemon.proxy.Routes.hold;
import static io.signalbox.agents.daemon.proxy.Routes.open;
import static io.signalbox.agents.daemon.proxy.Routes.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.haproxy.real.SqlClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients who wait for a writer: how many there are is seen, all are served, and what their waiting costs. */
@Timeout(120)
class HeldClientsIT {
    private static final int CLIENTS = Integer.getInteger("signalbox.held.clients", 200);
    private static final Duration HELD = Duration.ofMillis(Integer.getInteger("signalbox.held.millis", 1000));
    /** Of a core. */
    private static final double MOST = 0.5;

    private static final int TICKS_PER_SECOND = 100;
    private static final int USER_TIME = 11;

    private ProxyBench bench;

    @BeforeEach
    void start() throws IOException {
        bench = new ProxyBench();
        bench.haproxy.start();
    }

    @AfterEach
    void stop() throws IOException {
        bench.close();
    }

    @Test
    void areSeenCostLittleAndAreAllServedByTheWriterThatOpens() throws Exception {
        ProxyDriver driver = bench.driver();
        driver.apply(token(1), hold());
        List<CompletableFuture<SqlClient>> clients =
                Stream.generate(bench::writing).limit(CLIENTS).toList();
        until(() -> bench.writeSessions() == CLIENTS);
        until(() -> ProxyBench.server(driver, WRITERS, "hold")
                .filter(line -> line.sessions() + line.queued() >= CLIENTS * 9 / 10)
                .isPresent());

        double before = processorSeconds();
        long began = System.nanoTime();
        until(() -> System.nanoTime() - began > HELD.toNanos());
        double share = (processorSeconds() - before) / ((System.nanoTime() - began) / 1e9);
        assertThat(clients).noneMatch(CompletableFuture::isDone);

        long opened = System.nanoTime();
        driver.apply(token(2), open("db2"));
        assertThat(clients).extracting(client -> client.join().greeting()).containsOnly("db2");
        System.err.printf(
                "%d held clients: HAProxy %.0f %% of a core; the last one served %d ms after the writer opened%n",
                CLIENTS, 100 * share, (System.nanoTime() - opened) / 1_000_000);
        assertThat(share).isLessThanOrEqualTo(MOST);
        for (CompletableFuture<SqlClient> client : clients) {
            client.join().close();
        }
    }

    /** Of all workers, user and system. */
    private double processorSeconds() throws IOException {
        long ticks = 0;
        for (ProcessHandle worker : bench.haproxy.workers()) {
            String stat = Files.readString(Path.of("/proc", Long.toString(worker.pid()), "stat"));
            String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            ticks += Long.parseLong(words[USER_TIME]) + Long.parseLong(words[USER_TIME + 1]);
        }
        return (double) ticks / TICKS_PER_SECOND;
    }
}

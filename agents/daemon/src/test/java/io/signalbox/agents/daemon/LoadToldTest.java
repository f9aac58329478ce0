package io.signalbox.agents.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.agents.daemon.config.AgentConfigFile;
import io.signalbox.agents.daemon.http.AgentLoadAsker;
import io.signalbox.agents.daemon.proxy.LoadAsker.Told;
import io.signalbox.haproxy.pool.Load;
import io.signalbox.haproxy.real.LoopbackNetwork;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole agent of a host with nothing but a web server, asked as the agent beside a proxy asks it. */
class LoadToldTest {
    private static final int PORT = 8091;

    @TempDir
    Path directory;

    @Test
    void aWebServersAgentTellsTheLoadOfItsHost() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (LoopbackNetwork network = LoopbackNetwork.claim();
                Agent agent = Wiring.start(AgentConfigFile.read(file(network.host(11))))) {
            assertThat(agent).isNotNull();
            AgentLoadAsker asker = new AgentLoadAsker(vertx);
            AtomicReference<Optional<Told>> last = new AtomicReference<>(Optional.empty());
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                asker.ask(network.host(11), PORT, last::set);
                return last.get().isPresent();
            });

            Told told = last.get().orElseThrow();
            assertThat(told.server()).isEqualTo("web1");
            assertThat(told.percent()).isBetween(0.0, 100.0);
            assertThat(told.age()).isLessThan(Load.OLD);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private Path file(String host) throws Exception {
        Path key = directory.resolve("site.key");
        Files.writeString(key, "ab".repeat(32));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        return Files.writeString(
                directory.resolve("agent.yaml"), """
                site: local
                server: db1
                cluster: main
                listen: {host: %s, port: %d}
                keyFile: %s
                stateDir: %s
                application: {server: web1}
                """.formatted(host, PORT, key, directory.resolve("state")));
    }
}

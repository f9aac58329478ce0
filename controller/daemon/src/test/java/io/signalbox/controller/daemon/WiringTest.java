package io.signalbox.controller.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.signalbox.agents.protocol.Frame;
import io.signalbox.agents.protocol.Handshake;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.daemon.links.FakeAgent;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WiringTest {
    @TempDir
    Path dir;

    @Test
    void eventsGoFromAgentsToTheKernelAndCommandsBackAndTheRecordOutlivesARestart() throws Exception {
        Vertx vertx = Vertx.vertx();
        FakeAgent agent = new FakeAgent(vertx, "127.0.205.11", "db1", Handshake.key(TestSite.KEY));
        agent.whenTrusted(socket -> agent.say(new Frame.Reported(Samples.report("db1", 1))));
        TestSite site = new TestSite(dir).withAgentPort(agent.port());
        site.mind()
                .reacting(event -> event instanceof Event.Reported
                        ? List.of(
                                new Effect.WriteRecord(0, Samples.record(1, Run.NONE)),
                                new Effect.Send("db1", Samples.command("c-1"), Duration.ofSeconds(5)))
                        : List.of());
        site.start();
        await().until(() -> !agent.commands().isEmpty());
        agent.say(new Frame.Answered(Samples.answer("c-1", "db1")));
        await().until(() -> !site.mind().heard(Event.Answered.class).isEmpty());
        assertThat(site.mind().heard(Event.TookOffice.class).getFirst().term()).isEqualTo(1);
        site.close();

        TestSite again = new TestSite(dir).withAgentPort(agent.port()).start();
        await().until(() -> !again.mind().heard(Event.TookOffice.class).isEmpty());
        Event.TookOffice office = again.mind().heard(Event.TookOffice.class).getFirst();
        assertThat(office.record()).isEqualTo(Samples.record(1, Run.NONE));
        assertThat(office.term()).isEqualTo(Samples.record(1, Run.NONE).term() + 1);
        again.close();
        agent.close();
        vertx.close().await();
    }

    @Test
    void theMetricsPageHasVertxsOwnHttpMetrics() throws Exception {
        try (TestSite site = new TestSite(dir).start();
                HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(site.url() + "/metrics")).build();
            http.send(request, BodyHandlers.ofString());
            String page = http.send(request, BodyHandlers.ofString()).body();
            assertThat(page).containsPattern("vertx_http_server_\\w+\\{");
            assertThat(page).contains("jvm_memory_pool_bytes_used", "process_resident_memory_bytes");
        }
    }

    @Test
    void aSecondControllerOnTheSameDirectoryIsRefused() throws Exception {
        try (TestSite first = new TestSite(dir).start()) {
            assertThatThrownBy(() -> new TestSite(dir).start()).hasMessageContaining("another controller is using");
            assertThat(first.fatal()).isEmpty();
        }
        new TestSite(dir).start().close();
    }

    @Test
    void wrongUseAndAWrongFileEndWithTwoAndAnOccupiedPortWithOne() throws Exception {
        assertThat(ended()).isEqualTo("2 use: ControllerMain FILE, the controller's YAML file\n");
        Path file = dir.resolve("controller.yaml");
        Files.writeString(file, "site: local\nnope: 1\n");
        assertThat(ended(file.toString()))
                .startsWith("2 controller: (absent): ")
                .contains("nope: 1: unknown key");
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(TestSite.HOST, 0));
            Files.writeString(file, new TestSite(dir).yaml(taken.getLocalPort()));
            assertThat(ended(file.toString()))
                    .startsWith("1 the controller cannot start: cannot listen on 127.0.205.1:")
                    .contains("Address already in use");
        }
        assertThat(ended(dir.resolve("absent.yaml").toString()))
                .startsWith("2 (file): ")
                .contains("cannot be read");
    }

    private static String ended(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = ControllerMain.run(args, new PrintStream(out, true));
        return code + " " + out;
    }
}

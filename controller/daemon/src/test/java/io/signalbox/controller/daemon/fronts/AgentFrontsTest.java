package io.signalbox.controller.daemon.fronts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.signalbox.agents.protocol.Frontage;
import io.signalbox.agents.protocol.Frontage.Install;
import io.signalbox.agents.protocol.Frontage.Limits;
import io.signalbox.agents.protocol.Frontage.Outcome;
import io.signalbox.agents.protocol.Handshake;
import io.signalbox.agents.protocol.Seal;
import io.signalbox.agents.protocol.Wire;
import io.signalbox.controller.daemon.config.ControllerConfig.Address;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an agent hears, told by one that only listens. */
class AgentFrontsTest {
    private static final String HOST = "127.0.205.41";
    private static final byte[] KEY = Handshake.key("5a".repeat(32));
    private static final Outcome DONE =
            new Outcome(Outcome.DONE, "", new Frontage(List.of(), Optional.of(new Limits(5, 6)), ""));

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private HttpServer agent;
    private Fronts fronts;
    private int status = 200;

    @BeforeEach
    void listen() throws IOException {
        agent = HttpServer.create(new InetSocketAddress(HOST, 0), 0);
        agent.createContext("/", this::hear);
        agent.start();
        fronts = new AgentFronts(
                vertx,
                "127.0.205.1",
                KEY,
                Map.of("lb1", new Address(HOST, agent.getAddress().getPort()), "lb2", new Address(HOST, 1)));
    }

    private void hear(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        heard.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
        byte[] answer = Wire.write(DONE).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @AfterEach
    void close() throws Exception {
        agent.stop(0);
        await(vertx.close());
    }

    @Test
    void aKeyTravelsSealedForOneAgent() throws Exception {
        assertThat(await(fronts.install("lb1", "site", "the secret", true))).isEqualTo(DONE);

        String request = heard.getFirst();
        assertThat(request)
                .startsWith("POST /certificates Bearer " + Handshake.bearer(KEY) + " ")
                .doesNotContain("the secret");
        Install wish = Wire.read(request.substring(request.indexOf('{')), Install.class);
        assertThat(new Seal(KEY).open("lb1", wish.sealed())).isEqualTo("the secret");
        assertThat(wish.name()).isEqualTo("site");
        assertThat(wish.dryRun()).isTrue();
    }

    @Test
    void limitsAreAsked() throws Exception {
        assertThat(await(fronts.limit("lb1", new Limits(7, 8)))).isEqualTo(DONE);

        assertThat(heard.getFirst()).endsWith("{\"requests\":7,\"connections\":8}");
    }

    @Test
    void whoDoesNotAnswerOrAnswersOtherwiseIsAFailure() {
        assertThatThrownBy(() -> await(fronts.look("lb2"))).hasMessageContaining("refused");
        assertThatThrownBy(() -> await(fronts.look("lb3"))).hasMessageContaining("no agent is known of lb3");
        status = 401;
        assertThatThrownBy(() -> await(fronts.look("lb1"))).hasMessageContaining("its agent answered 401");
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}

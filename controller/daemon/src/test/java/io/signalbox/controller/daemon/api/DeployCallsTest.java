package io.signalbox.controller.daemon.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.protocol.Application;
import io.signalbox.agents.protocol.Application.Fingerprint;
import io.signalbox.agents.protocol.Application.Pulse;
import io.signalbox.agents.protocol.Handshake;
import io.signalbox.agents.protocol.Wire;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.effect.Effect.Operation;
import io.signalbox.controller.core.effect.Effect.State;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.daemon.TestSite;
import io.signalbox.controller.daemon.api.ContractClient.Answer;
import io.signalbox.controller.daemon.config.ControllerConfig.Role;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two web servers: one that somebody drained and that has no agent beside it, and one that could be deployed. */
class DeployCallsTest {
    private static final String DEPLOY = "/api/v1/backends/web/deploy";
    private static final String BEARER = "Bearer " + Handshake.bearer(Handshake.key(TestSite.KEY));

    @TempDir
    static Path dir;

    private static Vertx vertx;
    private static TestSite site;
    private static ContractClient client;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        HttpServer agent = vertx.createHttpServer()
                .requestHandler(DeployCallsTest::answer)
                .listen(0, "127.0.205.12")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        site = new TestSite(dir).withAgentPort(agent.actualPort()).start();
        site.mind()
                .reacting(event -> event instanceof Event.Requested asked
                        ? List.of(new Effect.Progress(
                                new Operation(asked.intent().operation(), "web-change", State.DONE, "", List.of(), "")))
                        : List.of());
        client = new ContractClient(vertx, site.url());
    }

    private static void answer(HttpServerRequest request) {
        if (!BEARER.equals(request.getHeader("Authorization"))) {
            request.response().setStatusCode(401).end();
            return;
        }
        request.response()
                .end(Wire.write(new Application(
                        "web2",
                        true,
                        new Pulse(true, "v1", ""),
                        new Fingerprint("ab", 3, 4, ""),
                        "v1",
                        Optional.empty())));
    }

    @AfterAll
    static void stop() throws Exception {
        site.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void everyServerThatCannotBeDeployedIsNamedAndNothingIsDone() {
        Answer refused = post(DEPLOY, Role.OPERATOR, "{\"version\":\"v2\"}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("deploy_refused");
        JsonArray blockers = refused.json().getJsonArray("blockers");
        assertThat(blockers.stream().map(JsonObject.class::cast).toList())
                .extracting(blocker -> blocker.getString("server") + " " + blocker.getString("code"))
                .containsExactly("web1 taken_out", "web1 agent_silent");
        assertThat(client.get("/api/v1/deployments", site.token(Role.VIEWER))
                        .json()
                        .getJsonArray("items"))
                .isEmpty();
    }

    @Test
    void aDryRunSaysTheSame() {
        Answer foretold = post(DEPLOY, Role.OPERATOR, "{\"version\":\"v2\",\"dryRun\":true}");

        assertThat(foretold.status()).isEqualTo(200);
        assertThat(foretold.json().getString("state")).isEqualTo("refused");
        assertThat(foretold.json().getBoolean("dryRun")).isTrue();
    }

    @Test
    void noOddVersionIsTakenAndNobodyWithoutTheRole() {
        for (String version : List.of("", "-v", "v2;reboot", "$(id)", "a/b", "../x", "v2\\n", "x".repeat(65))) {
            assertThat(post(DEPLOY, Role.OPERATOR, "{\"version\":\"" + version + "\"}")
                            .status())
                    .as(version)
                    .isEqualTo(400);
        }
        assertThat(post(DEPLOY, Role.OPERATOR, "{}").status()).isEqualTo(400);
        assertThat(post(DEPLOY, Role.OPERATOR, "{\"version\":\"v2\",\"percent\":0}")
                        .status())
                .isEqualTo(400);
        assertThat(post(DEPLOY, Role.VIEWER, "{\"version\":\"v2\"}").status()).isEqualTo(403);
        assertThat(post("/api/v1/backends/none/deploy", Role.OPERATOR, "{\"version\":\"v2\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whatIsNotThereIsNotShownAndNotCancelled() {
        assertThat(client.get("/api/v1/deployments/op-1", site.token(Role.VIEWER))
                        .code())
                .isEqualTo("unknown_deployment");
        assertThat(post("/api/v1/deployments/op-1/cancel", Role.OPERATOR, "{}").code())
                .isEqualTo("unknown_deployment");
    }

    private static Answer post(String path, Role role, String body) {
        return client.send("POST", path, site.token(role), body, Map.of());
    }
}

package io.signalbox.controller.daemon.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.protocol.Frontage;
import io.signalbox.agents.protocol.Frontage.Outcome;
import io.signalbox.agents.protocol.Wire;
import io.signalbox.controller.daemon.TestSite;
import io.signalbox.controller.daemon.api.ContractClient.Answer;
import io.signalbox.controller.daemon.config.ControllerConfig.Role;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two proxies, the agent of one of which answers as it is told. */
class FrontCallsTest {
    private static final String CERTIFICATE = "/api/v1/certificates/site";
    private static final String SECRET = "{\"pem\":\"-----BEGIN PRIVATE KEY-----\"}";

    @TempDir
    static Path dir;

    private static final Map<String, Outcome> ANSWERS = new ConcurrentHashMap<>();
    private static Vertx vertx;
    private static TestSite site;
    private static ContractClient client;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        int port = agent("127.0.205.2", 0, "lb1");
        agent("127.0.205.3", port, "lb2");
        site = new TestSite(dir).withAgentPort(port).withProxies(2).start();
        client = new ContractClient(vertx, site.url());
    }

    private static int agent(String host, int port, String proxy) throws Exception {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.response().end(Wire.write(ANSWERS.get(proxy))))
                .listen(port, host)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return server.actualPort();
    }

    @AfterAll
    static void stop() throws Exception {
        site.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @BeforeEach
    void well() {
        answer("lb1", Outcome.DONE);
        answer("lb2", Outcome.DONE);
    }

    @Test
    void allProxiesHaveItOrEachThatHasNotIsNamed() {
        assertThat(put(CERTIFICATE, SECRET).status()).isEqualTo(200);

        answer("lb2", "not_written");
        Answer half = put(CERTIFICATE, SECRET);

        assertThat(half.status()).isEqualTo(409);
        assertThat(half.code()).isEqualTo("half_applied");
        assertThat(half.json().getString("detail")).contains("lb2: a sentence");
        assertThat(half.json().getJsonArray("items")).hasSize(2);
    }

    @Test
    void whatAllRefuseIsNamedByTheirWord() {
        answer("lb1", "expired");
        answer("lb2", "expired");

        Answer refused = put(CERTIFICATE, SECRET);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("expired");
    }

    @Test
    void limitsHaveBounds() {
        assertThat(put("/api/v1/limits", "{\"requests\":10,\"connections\":5}").status())
                .isEqualTo(200);
        assertThat(put("/api/v1/limits", "{\"requests\":0,\"connections\":5}").status())
                .isEqualTo(400);
        assertThat(put("/api/v1/limits", "{\"requests\":10}").status()).isEqualTo(400);
    }

    private static Answer put(String path, String body) {
        return client.send("PUT", path, site.token(Role.ADMIN), body, Map.of());
    }

    private static void answer(String proxy, String code) {
        ANSWERS.put(proxy, new Outcome(code, code.equals(Outcome.DONE) ? "" : "a sentence", Frontage.NONE));
    }
}

package io.signalbox.controller.daemon.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.controller.daemon.TestSite;
import io.signalbox.controller.daemon.config.ControllerConfig.Role;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no route ever sees is refused with a problem document too. Spoken without a client that would mend it. */
class RefusedByTheServerTest {
    private static final int PATIENCE_MILLIS = 10_000;

    @TempDir
    static Path dir;

    private static TestSite site;

    @BeforeAll
    static void start() throws Exception {
        site = new TestSite(dir).start();
    }

    @AfterAll
    static void end() {
        site.close();
    }

    @Test
    void aPathThatLeadsOutOfTheApi() throws IOException {
        assertProblem(get("/api/v1/clusters/.."), 404, "unknown_path");
        assertProblem(get("/api/v1/clusters/%2e%2e"), 404, "unknown_path");
    }

    @Test
    void aPathThatCannotBeDecoded() throws IOException {
        assertProblem(get("/api/v1/clusters/%"), 400, "malformed");
        assertProblem(get("/api/v1/clusters/%zz"), 400, "malformed");
    }

    @Test
    void aLineOrHeadersThatAreTooLong() throws IOException {
        assertProblem(get("/api/v1/clusters?" + "a".repeat(ApiServer.LONGEST_LINE)), 414, "path_too_long");
        String header = "X: " + "a".repeat(ApiServer.LONGEST_HEADERS) + "\r\n";
        assertProblem(
                exchange("GET /api/v1/clusters HTTP/1.1\r\nHost: x\r\n" + header + "\r\n"), 431, "headers_too_large");
    }

    @Test
    void whatIsNoHttp() throws IOException {
        assertProblem(exchange("GET /api/v1/clusters HTTP/1.1\r\nHost: x\r\nX: a\u0001b\r\n\r\n"), 400, "malformed");
    }

    private static void assertProblem(String answer, int status, String code) {
        assertThat(answer)
                .matches("(?s)HTTP/1\\.[01] " + status + " .*")
                .containsIgnoringCase("content-type: application/problem+json");
        JsonObject problem = new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4));
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getString("detail")).isNotBlank();
    }

    private static String get(String path) throws IOException {
        return exchange("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + site.token(Role.VIEWER)
                + "\r\nConnection: close\r\n\r\n");
    }

    private static String exchange(String request) throws IOException {
        URI url = URI.create(site.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

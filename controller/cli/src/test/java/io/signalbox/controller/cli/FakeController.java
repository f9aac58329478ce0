package io.signalbox.controller.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers what a test laid out for each method and path; the last answer of a path is repeated. */
final class FakeController implements AutoCloseable {
    /** One request as it came. */
    record Asked(String line, String body, Optional<String> authorization, Optional<String> idempotencyKey) {}

    private record Canned(int status, String type, String body) {}

    private final HttpServer server;
    private final Map<String, Deque<Canned>> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    FakeController() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String api() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    FakeController on(String line, int status, String body) {
        return on(line, status, status < 400 ? "application/json" : "application/problem+json", body);
    }

    FakeController on(String line, int status, String type, String body) {
        answers.computeIfAbsent(line, missing -> new ArrayDeque<>()).add(new Canned(status, type, body));
        return this;
    }

    List<Asked> asked() {
        return asked;
    }

    Asked asked(String line) {
        return asked.stream().filter(a -> a.line().equals(line)).findFirst().orElseThrow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String line = exchange.getRequestMethod() + " "
                + exchange.getRequestURI().getRawPath().replaceFirst("^/api/v1", "");
        asked.add(new Asked(
                line,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                header(exchange, "Authorization"),
                header(exchange, "Idempotency-Key")));
        Canned canned = next(line);
        byte[] body = canned.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", canned.type());
        exchange.sendResponseHeaders(canned.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Canned next(String line) {
        Deque<Canned> queue = answers.getOrDefault(line, new ArrayDeque<>());
        if (queue.isEmpty()) {
            return new Canned(599, "text/plain", "the test laid out no answer for " + line);
        }
        return queue.size() > 1 ? queue.remove() : queue.getFirst();
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

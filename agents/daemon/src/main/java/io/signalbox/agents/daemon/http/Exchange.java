package io.signalbox.agents.daemon.http;

import io.signalbox.agents.protocol.Wire;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** One request and its one response. */
final class Exchange {
    /** Far above any command with its GTID sets. */
    static final int LONGEST_BODY = 256 * 1024;

    private static final String JSON = "application/json";

    private final HttpServerRequest request;

    Exchange(HttpServerRequest request) {
        this.request = request;
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(request.getParam(name));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    /** Hands over the whole body as text, or answers 413. */
    void body(Consumer<String> consumer) {
        Buffer whole = Buffer.buffer();
        request.handler(part -> {
            if (whole.length() + part.length() > LONGEST_BODY) {
                request.handler(null);
                request.endHandler(null);
                request.response().putHeader("Connection", "close");
                problem(413, "too_large", "a body has at most " + LONGEST_BODY + " bytes");
            } else {
                whole.appendBuffer(part);
            }
        });
        request.endHandler(end -> consumer.accept(whole.toString(StandardCharsets.UTF_8)));
    }

    void check(Check check) {
        json(check.ok() ? 200 : 503, check);
    }

    void json(int status, Record body) {
        send(status, JSON, Wire.write(body));
    }

    void text(int status, String text) {
        send(status, "text/plain", text);
    }

    void problem(int status, String code, String detail) {
        send(status, "application/problem+json", Wire.write(new Problem(status, code, detail)));
    }

    /** Once; later calls, and calls for a peer that has gone, do nothing. */
    void send(int status, String type, String text) {
        if (!request.response().ended() && !request.response().closed()) {
            request.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", type)
                    .end(text);
        }
    }
}

package io.signalbox.controller.daemon.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client that takes no response which the contract does not describe. */
final class ContractClient {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx;
    private final Contract contract;
    private final ResponseValidator validator;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    ContractClient(Vertx vertx, String url) {
        this.vertx = vertx;
        this.url = url;
        this.contract = Contract.load(vertx).await();
        this.validator = ResponseValidator.create(vertx, contract.checked());
    }

    Contract contract() {
        return contract;
    }

    /** One response; the body is JSON unless the contract says otherwise. */
    record Answer(int status, JsonObject json, String text, HttpResponse<String> raw) {
        String code() {
            return json.getString("code");
        }
    }

    Answer get(String path, String token) {
        return send("GET", path, token, null, Map.of());
    }

    Answer post(String path, String token, String body) {
        return send("POST", path, token, body, Map.of());
    }

    Answer send(String method, String path, String token, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            return checked(method, path, http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Answer checked(String method, String path, HttpResponse<String> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        String bare = type.split(";", 2)[0].strip();
        Operation operation = contract.operation(path.split("\\?", 2)[0], HttpMethod.valueOf(method))
                .orElse(contract.checked().operation("live"));
        if (bare.endsWith("json")) {
            validate(operation, response, bare);
        } else {
            assertThat(operation.getResponse(response.statusCode()).getContent())
                    .containsKey(bare);
        }
        if (response.statusCode() >= 400) {
            assertThat(bare).isEqualTo("application/problem+json");
        }
        JsonObject json = response.body().startsWith("{") ? new JsonObject(response.body()) : new JsonObject();
        return new Answer(response.statusCode(), json, response.body(), response);
    }

    private void validate(Operation operation, HttpResponse<String> response, String type) {
        ValidatableResponse validatable = ValidatableResponse.create(
                response.statusCode(), Buffer.buffer(response.body()), Contract.validatedType(type));
        try {
            validator
                    .validate(validatable, operation.getOperationId())
                    .await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    void close() {
        http.close();
        vertx.close().await();
    }
}

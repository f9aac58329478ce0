package io.signalbox.controller.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The REST API of a site's controllers. Every mutation carries an idempotency key of its own. A controller that refuses the
 * connection is left for the next one, and one that does not lead for the one that does: in both cases nothing was begun.
 */
public final class Api implements AutoCloseable {
    private static final Duration CONNECT_AT_MOST = Duration.ofSeconds(2);
    private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(15);
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Endpoint endpoint;
    private final Controllers controllers;
    private final HttpClient http;

    public Api(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.controllers = new Controllers(endpoint.all());
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_AT_MOST)
                .build();
    }

    /** A path below {@code /api/v1}, each segment encoded. */
    public static String path(String... segments) {
        return Arrays.stream(segments).map(Api::encoded).collect(Collectors.joining("/", "/", ""));
    }

    public Reply get(String path) throws Failed {
        return reply(() -> request(path).GET().timeout(ANSWER_AT_MOST).build());
    }

    public Reply post(String path, JsonNode body) throws Failed {
        return mutate("POST", path, body);
    }

    public Reply put(String path, JsonNode body) throws Failed {
        return mutate("PUT", path, body);
    }

    public Reply patch(String path, JsonNode body) throws Failed {
        return mutate("PATCH", path, body);
    }

    /** Lines of an event stream, until the controller or the caller ends it. */
    public Stream<String> lines(String path) throws Failed {
        HttpResponse<Stream<String>> response = exchange(
                () -> request(path).header("Accept", "text/event-stream").GET().build(), BodyHandlers.ofLines());
        if (response.statusCode() != 200) {
            throw refusal(response.statusCode(), response.body().collect(Collectors.joining("\n")));
        }
        return response.body();
    }

    /** Ends what is still open, without waiting for it. */
    @Override
    public void close() {
        http.shutdownNow();
    }

    private Reply mutate(String method, String path, JsonNode body) throws Failed {
        String key = UUID.randomUUID().toString();
        return reply(() -> request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .timeout(ANSWER_AT_MOST)
                .method(method, BodyPublishers.ofString(body.toString()))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(controllers.first() + "/api/v1" + path))
                .header("Authorization", "Bearer " + endpoint.token());
    }

    /** From now on the controller that leads is asked, if one is known to. */
    public void turnToTheLeader() throws Failed {
        controllers.turnTo(get("/controller").json().path("leader").path("api").asText());
    }

    private Reply reply(Supplier<HttpRequest> request) throws Failed {
        HttpResponse<String> response = exchange(request, BodyHandlers.ofString());
        if (response.statusCode() == 409 && controllers.turnTo(leader(response.body()))) {
            response = exchange(request, BodyHandlers.ofString());
        }
        if (response.statusCode() / 100 != 2) {
            throw refusal(response.statusCode(), response.body());
        }
        return new Reply(
                response.statusCode(),
                response.body(),
                parse(response.body())
                        .orElseThrow(() ->
                                new Failed("What answers at " + endpoint.api() + " is not a Signalbox controller.")));
    }

    private static String leader(String body) {
        return parse(body)
                .filter(problem -> problem.path("code").asText().equals("not_leader"))
                .map(problem -> problem.path("leader").asText())
                .orElse("");
    }

    private <T> HttpResponse<T> exchange(Supplier<HttpRequest> request, BodyHandler<T> handler) throws Failed {
        Optional<HttpResponse<T>> response = Optional.empty();
        for (int others = controllers.count() - 1; response.isEmpty(); others--) {
            response = exchange(request.get(), handler, others > 0);
        }
        return response.get();
    }

    /** Empty if nobody listens there and the next one may be asked. */
    private <T> Optional<HttpResponse<T>> exchange(HttpRequest request, BodyHandler<T> handler, boolean othersLeft)
            throws Failed {
        try {
            return Optional.of(http.send(request, handler));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            String sentence = unreachable(why(e));
            controllers.next();
            if (othersLeft) {
                return Optional.empty();
            }
            throw new Failed.Unreachable(sentence);
        } catch (IOException e) {
            throw new Failed.Unreachable(unreachable(why(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed("Interrupted.");
        }
    }

    private Failed refusal(int status, String body) {
        Optional<JsonNode> json = parse(body);
        String sentence = Problem.sentence(status, json.orElseGet(MAPPER::createObjectNode));
        return new Failed(sentence + hint(status), json.map(problem -> body));
    }

    private String hint(int status) {
        return switch (status) {
            case 401 -> "\n  The token is read from " + endpoint.tokenFile() + ".";
            case 403 -> "\n  The token in " + endpoint.tokenFile() + " has a role that may not do this.";
            default -> "";
        };
    }

    private String unreachable(String why) {
        return "No controller answers at " + controllers.first() + " (" + why + ").\n"
                + "  ./signalbox status --site shows which processes of the site run, ./signalbox logs what they said;"
                + " ./signalbox up starts what is missing.\n"
                + "  Writes and reads through HAProxy go on without a controller.";
    }

    private static String why(IOException e) {
        return switch (e) {
            case HttpTimeoutException late -> "no answer in time";
            case ConnectException refused -> "connection refused";
            default -> "connection lost: " + e.getMessage();
        };
    }

    private static Optional<JsonNode> parse(String body) {
        try {
            return Optional.of(MAPPER.readTree(body)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

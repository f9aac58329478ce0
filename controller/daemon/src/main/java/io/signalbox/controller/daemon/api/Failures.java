package io.signalbox.controller.daemon.api;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever went wrong into a problem document. What nobody expected is logged and told without its details. */
final class Failures implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final int MOST_ERRORS = 20;
    private static final int LINE_TOO_LONG = 414;
    private static final int HEADERS_TOO_LARGE = 431;

    /** What Vert.x's router answers before any route does: a path that cannot be decoded, or leads nowhere once its dots are resolved. */
    static final List<Integer> ANSWERED_BY_THE_ROUTER = List.of(400, 404, 405, 500);

    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    /** A path that cannot be decoded would be answered by Vert.x itself, in plain text. */
    static void unlessUndecodable(HttpServerRequest request, Handler<HttpServerRequest> next) {
        if (BROKEN_ESCAPE.matcher(request.uri()).find()) {
            end(request, ofStatus(400));
        } else {
            next.handle(request);
        }
    }

    /** Answers what is no HTTP, or more of it than is taken. */
    static void invalidRequest(HttpServerRequest request) {
        end(request, ofStatus(statusOf(request.decoderResult().cause())));
    }

    private static void end(HttpServerRequest request, Problem problem) {
        request.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Connection", "close")
                .end(problem.json().toBuffer())
                .onComplete(sent -> request.connection().close());
    }

    private static int statusOf(@Nullable Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException line -> LINE_TOO_LONG;
            case TooLongHttpHeaderException header -> HEADERS_TOO_LARGE;
            case null -> 400;
            default -> 400;
        };
    }

    @Override
    public void handle(RoutingContext context) {
        write(context, problem(context));
    }

    static void write(RoutingContext context, Problem problem) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        context.response().setStatusCode(problem.status()).putHeader("Content-Type", "application/problem+json");
        if (problem.status() == 401) {
            context.response().putHeader("WWW-Authenticate", "Bearer realm=\"signalbox\"");
        }
        if (problem.status() == 405) {
            String methods = String.join(
                    ", ",
                    problem.more().getJsonArray("allowed").stream()
                            .map(String::valueOf)
                            .toList());
            context.response().putHeader("Allow", methods);
        }
        context.response().end(problem.json().toBuffer());
    }

    private static Problem problem(RoutingContext context) {
        Throwable failure = context.failure();
        Problem known = known(failure);
        if (known != null) {
            return known;
        }
        if (failure == null && context.statusCode() < 500) {
            return ofStatus(context.statusCode());
        }
        LOG.atError()
                .setCause(failure)
                .addKeyValue("operation", FrontDoor.operation(context))
                .log("a call failed");
        return Problem.of(500, "internal_error", "The controller failed on this call; its log says why.");
    }

    private static @Nullable Problem known(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> null;
            case Refusal refusal -> refusal.problem();
            case SchemaValidationException invalid -> invalid(invalid.getOutputUnit());
            case ValidatorException invalid -> malformed("", String.valueOf(invalid.getMessage()));
            case DecodeException broken -> malformed("", "The body is not JSON.");
            case HttpException http -> ofHttp(http);
            default -> null;
        };
    }

    private static Problem ofHttp(HttpException http) {
        Problem cause = known(http.getCause());
        return cause == null ? ofStatus(http.getStatusCode()) : cause;
    }

    private static Problem ofStatus(int status) {
        return switch (status) {
            case 400 -> malformed("", "The request is malformed.");
            case 413 -> Problem.of(413, "too_large", "A body may have at most " + ApiServer.LONGEST_BODY + " bytes.");
            case 404 -> Problem.of(404, "unknown_path", "There is no such path.");
            case LINE_TOO_LONG ->
                Problem.of(
                        414, "path_too_long", "Path and query may have at most " + ApiServer.LONGEST_LINE + " bytes.");
            case HEADERS_TOO_LARGE ->
                Problem.of(
                        431,
                        "headers_too_large",
                        "The headers may have at most " + ApiServer.LONGEST_HEADERS + " bytes.");
            default -> Problem.of(status, "failed", "The call was refused with status " + status + ".");
        };
    }

    private static Problem malformed(String pointer, String sentence) {
        return Problem.of(400, "malformed", sentence).with("errors", new JsonArray(List.of(error(pointer, sentence))));
    }

    private static Problem invalid(@Nullable OutputUnit unit) {
        List<OutputUnit> units = unit == null || unit.getErrors() == null ? List.of() : unit.getErrors();
        List<JsonObject> errors = units.stream()
                .limit(MOST_ERRORS)
                .map(e -> error(pointer(e), String.valueOf(e.getError())))
                .toList();
        String first = " " + deepest(errors);
        return Problem.of(400, "invalid", "The request does not fit the contract." + first)
                .with("errors", new JsonArray(errors));
    }

    /** The validator tells the whole way up from what is wrong; only the place itself says what would be right. */
    private static String deepest(List<JsonObject> errors) {
        return errors.stream()
                .reduce((one, next) -> weight(next) >= weight(one) ? next : one)
                .map(error -> error.getString("sentence"))
                .orElse("");
    }

    /** The deeper the better; of one place, what is said of the value itself and not of the property around it. */
    private static int weight(JsonObject error) {
        boolean ofTheValue = error.getString("sentence").startsWith("Instance ");
        return 2 * error.getString("pointer").length() + (ofTheValue ? 1 : 0);
    }

    private static String pointer(OutputUnit unit) {
        String location = unit.getInstanceLocation();
        return location == null ? "" : location.startsWith("#") ? location.substring(1) : location;
    }

    private static JsonObject error(String pointer, String sentence) {
        return new JsonObject().put("pointer", pointer).put("sentence", sentence);
    }
}

package io.signalbox.demo.web;

import io.signalbox.demo.database.Unavailable;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What failed, as {@code application/problem+json}; never a stack trace. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final int WRONG = 400;
    private static final int FAULT = 500;
    private static final int LATER = 503;

    private Failures() {}

    static void handle(RoutingContext request) {
        if (request.response().ended()) {
            return;
        }
        Throwable cause = request.failure();
        int status = status(request.statusCode(), cause);
        if (status == LATER) {
            request.response().putHeader("Retry-After", "1");
        }
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(new JsonObject()
                        .put("type", "about:blank")
                        .put("status", status)
                        .put("code", code(status))
                        .put("detail", sentence(status, cause))
                        .encode());
    }

    private static int status(int given, @Nullable Throwable cause) {
        if (cause instanceof Post.Wrong) {
            return WRONG;
        }
        if (cause instanceof Unavailable || cause instanceof Work.Full) {
            return LATER;
        }
        return given < WRONG ? FAULT : given;
    }

    private static String code(int status) {
        return switch (status) {
            case 400 -> "wrong_request";
            case 403 -> "foreign_page";
            case 404 -> "not_found";
            case 405 -> "wrong_method";
            case 413 -> "too_large";
            case 503 -> "no_database";
            default -> "failed";
        };
    }

    private static String sentence(int status, @Nullable Throwable cause) {
        if (status == FAULT) {
            LOG.warn("a request failed", cause);
            return "Something went wrong; the log of this web server says what.";
        }
        if (cause instanceof Post.Wrong || cause instanceof Unavailable || cause instanceof Work.Full) {
            return String.valueOf(cause.getMessage());
        }
        return code(status).replace('_', ' ');
    }
}

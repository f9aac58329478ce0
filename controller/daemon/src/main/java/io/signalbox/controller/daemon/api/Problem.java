package io.signalbox.controller.daemon.api;

import io.signalbox.controller.core.effect.Effect.Blocker;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;

/**
 * A refusal as {@code application/problem+json} (RFC 9457).
 *
 * @param code lower-case words joined by {@code _}
 * @param detail one sentence for a human
 * @param more further members, such as {@code known} or {@code blockers}
 */
record Problem(int status, String code, String detail, JsonObject more) {

    static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, new JsonObject());
    }

    static Problem unknown(String what, String name, Collection<String> known) {
        return of(404, "unknown_" + what, "There is no " + what + " '" + shortened(name) + "' here.")
                .with("known", new JsonArray(List.copyOf(known)));
    }

    static Problem refused(String code, String sentence, List<Blocker> blockers, String operation) {
        return of(409, code, sentence)
                .with("blockers", Shapes.blockers(blockers))
                .with("operation", operation);
    }

    Problem with(String name, Object value) {
        return new Problem(status, code, detail, more.copy().put(name, value));
    }

    Refusal refusal() {
        return new Refusal(this);
    }

    JsonObject json() {
        return new JsonObject()
                .put("type", "about:blank")
                .put("title", title())
                .put("status", status)
                .put("code", code)
                .put("detail", detail)
                .mergeIn(more);
    }

    private String title() {
        return switch (status) {
            case 400 -> "Bad request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 406 -> "Not acceptable";
            case 408 -> "Not in time";
            case 409 -> "Refused";
            case 413, 414, 431 -> "Too large";
            case 415 -> "Unsupported media type";
            case 422 -> "Unprocessable";
            case 429 -> "Slower";
            case 503 -> "Unavailable";
            default -> "Failed";
        };
    }

    private static String shortened(String name) {
        String printable = name.replaceAll("\\p{Cntrl}", "?");
        return printable.length() > 64 ? printable.substring(0, 64) + "…" : printable;
    }
}

package io.signalbox.demo.web;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A message as a visitor sent it, by a form or as JSON.
 *
 * @param id chosen by the visitor's {@code Idempotency-Key}, so that a request sent twice stores one message, or by us
 */
record Post(String id, String author, String body) {
    static final int LONGEST_AUTHOR = 60;
    static final int LONGEST_BODY = 500;
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** Says what is wrong with it. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String sentence) {
            super(sentence);
        }
    }

    static Post from(RoutingContext request) throws Wrong {
        String author;
        String body;
        if (isForm(request)) {
            author = request.request().getFormAttribute("author");
            body = request.request().getFormAttribute("body");
        } else {
            JsonObject json = json(request);
            author = text(json, "author");
            body = text(json, "body");
        }
        return new Post(id(request), checked("author", author, LONGEST_AUTHOR), checked("body", body, LONGEST_BODY));
    }

    static boolean isForm(RoutingContext request) {
        String type = request.request().getHeader("Content-Type");
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }

    private static String id(RoutingContext request) {
        return Optional.ofNullable(request.request().getHeader("Idempotency-Key"))
                .filter(key -> ID.matcher(key).matches())
                .map(key -> key.toLowerCase(Locale.ROOT))
                .orElseGet(() -> UUID.randomUUID().toString());
    }

    private static JsonObject json(RoutingContext request) throws Wrong {
        try {
            JsonObject json = request.body().asJsonObject();
            if (json != null) {
                return json;
            }
        } catch (DecodeException | ClassCastException e) {
            throw new Wrong("The body is not a JSON object.");
        }
        throw new Wrong("The body is empty; send {\"author\": ..., \"body\": ...}.");
    }

    private static String text(JsonObject json, String key) throws Wrong {
        Object value = json.getValue(key, "");
        if (value instanceof String text) {
            return text;
        }
        throw new Wrong(key + " must be a string.");
    }

    private static String checked(String key, @org.jspecify.annotations.Nullable String value, int longest)
            throws Wrong {
        String text = value == null ? "" : value.strip();
        if (text.isEmpty() || text.codePointCount(0, text.length()) > longest) {
            throw new Wrong(key + " must have 1 to " + longest + " characters.");
        }
        return text;
    }
}

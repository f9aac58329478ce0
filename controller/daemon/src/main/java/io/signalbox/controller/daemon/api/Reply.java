package io.signalbox.controller.daemon.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** An answer that is no problem. {@code location} may be empty. */
record Reply(int status, JsonObject body, String location) {
    static Future<Reply> ok(JsonObject body) {
        return Future.succeededFuture(new Reply(200, body, ""));
    }

    static Future<Reply> items(List<JsonObject> items) {
        return ok(new JsonObject().put("items", new JsonArray(items)));
    }
}

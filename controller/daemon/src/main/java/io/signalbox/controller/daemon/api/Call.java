package io.signalbox.controller.daemon.api;

import io.signalbox.controller.daemon.access.Caller;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** One valid request of a known caller. */
record Call(RoutingContext context, Caller caller) {

    /** A path parameter, decoded. */
    String name(String parameter) {
        String value = context.pathParam(parameter);
        return value == null ? "" : value;
    }

    /** The body, which the contract has checked; an absent one is empty. */
    JsonObject body() {
        JsonObject body = context.body().asJsonObject();
        return body == null ? new JsonObject() : body;
    }

    String header(String name) {
        String value = context.request().getHeader(name);
        return value == null ? "" : value;
    }

    boolean flag(String name) {
        return body().getBoolean(name, false);
    }

    String text(String name) {
        return body().getString(name, "");
    }
}

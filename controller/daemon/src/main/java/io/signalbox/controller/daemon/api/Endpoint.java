package io.signalbox.controller.daemon.api;

import io.vertx.core.Future;

/** Answers one operation of the contract. May throw a {@link Refusal}. */
@FunctionalInterface
interface Endpoint {
    Future<Reply> answer(Call call);
}

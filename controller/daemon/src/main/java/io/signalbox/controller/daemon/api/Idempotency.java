package io.signalbox.controller.daemon.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The same caller's same Idempotency-Key with the same request is answered as the first time, also while the first is
 * under way; with another request it is refused. Remembers the last {@value #KEPT} keys of this process.
 */
final class Idempotency {
    static final int KEPT = 1000;

    private static final String HEADER = "Idempotency-Key";

    private record Use(String request, Future<Reply> answer) {}

    private final Map<String, Use> uses = new LinkedHashMap<>();

    Endpoint once(Endpoint endpoint) {
        return call -> {
            String key = call.header(HEADER);
            return key.isEmpty() ? endpoint.answer(call) : once(key, endpoint, call);
        };
    }

    private synchronized Future<Reply> once(String key, Endpoint endpoint, Call call) {
        String owned = call.caller().name() + "\n" + key;
        String request = fingerprint(call);
        Use earlier = uses.get(owned);
        if (earlier == null) {
            return remember(owned, request, attempt(endpoint, call));
        }
        if (!earlier.request().equals(request)) {
            throw Problem.of(
                            422,
                            "idempotency_key_reused",
                            "This Idempotency-Key was used for another request; take a new one.")
                    .refusal();
        }
        return earlier.answer();
    }

    /** What was never begun may be tried again under the same key. */
    private Future<Reply> remember(String owned, String request, Future<Reply> answer) {
        uses.put(owned, new Use(request, answer));
        if (uses.size() > KEPT) {
            uses.remove(uses.keySet().iterator().next());
        }
        return answer.onFailure(failure -> {
            if (!(failure instanceof Refusal refusal) || refusal.problem().status() != 409) {
                forget(owned);
            }
        });
    }

    private synchronized void forget(String owned) {
        uses.remove(owned);
    }

    private static Future<Reply> attempt(Endpoint endpoint, Call call) {
        try {
            return endpoint.answer(call);
        } catch (Refusal refusal) {
            return Future.failedFuture(refusal);
        }
    }

    private static String fingerprint(Call call) {
        Buffer body = call.context().body().buffer();
        return call.context().request().method() + " "
                + call.context().request().path() + "\n" + (body == null ? "" : body.toString());
    }
}

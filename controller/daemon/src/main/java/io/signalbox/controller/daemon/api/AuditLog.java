package io.signalbox.controller.daemon.api;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each mutation and each call beyond the caller's role: who, what, and how it was answered. */
final class AuditLog {
    private static final Logger LOG = LoggerFactory.getLogger("io.signalbox.audit");
    private static final int LONGEST_BODY = 1024;
    /** A certificate comes with its key. */
    private static final List<String> SECRETS = List.of("\"pem\"", "PRIVATE KEY");

    private AuditLog() {}

    static Endpoint audited(Endpoint endpoint) {
        return call -> {
            try {
                return endpoint.answer(call)
                        .onSuccess(reply -> write(
                                call,
                                Integer.toString(reply.status()),
                                reply.body().encode()))
                        .onFailure(failure -> write(call, failure));
            } catch (Refusal refusal) {
                write(call, refusal);
                throw refusal;
            }
        };
    }

    static void write(Call call, Throwable failure) {
        if (failure instanceof Refusal refusal) {
            write(
                    call,
                    refusal.problem().status() + " " + refusal.problem().code(),
                    refusal.problem().detail());
        } else {
            write(call, "500", failure.getClass().getSimpleName());
        }
    }

    private static void write(Call call, String status, String answer) {
        LOG.atInfo()
                .addKeyValue("who", call.caller().name())
                .addKeyValue("role", call.caller().role())
                .addKeyValue("from", call.context().request().remoteAddress())
                .addKeyValue(
                        "what",
                        call.context().request().method() + " "
                                + call.context().request().path())
                .addKeyValue("body", body(call))
                .addKeyValue("status", status)
                .log("answered: {}", answer);
    }

    private static String body(Call call) {
        Buffer body = call.context().body().buffer();
        String text = body == null ? "" : body.toString();
        if (SECRETS.stream().anyMatch(text::contains)) {
            return "(not shown)";
        }
        return text.length() > LONGEST_BODY ? text.substring(0, LONGEST_BODY) + "…" : text;
    }
}

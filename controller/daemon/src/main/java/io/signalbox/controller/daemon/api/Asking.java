package io.signalbox.controller.daemon.api;

import io.signalbox.controller.core.effect.Effect.Operation;
import io.signalbox.controller.core.effect.Effect.State;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.daemon.api.Site.Seat;
import io.signalbox.controller.daemon.news.OperationBook;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Hands an intent to a kernel, and makes its first word the answer. */
final class Asking {
    /** How long the kernel's first word is waited for; it comes within milliseconds unless the disk is stuck. */
    static final Duration FIRST_WORD = Duration.ofSeconds(5);

    private static final int ID_BYTES = 6;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What operations are called where that is not the name of the call. */
    private static final Map<String, String> KINDS = Map.of(
            "maintainDatabase", "maintenance",
            "recloneDatabase", "reclone",
            "drainServer", "drain",
            "maintainServer", "maintenance",
            "readyServer", "ready",
            "weighServer", "weight");

    private final Vertx vertx;
    private final OperationBook operations;

    Asking(Vertx vertx, OperationBook operations) {
        this.vertx = vertx;
        this.operations = operations;
    }

    Future<Reply> ask(Call call, Seat seat, Function<String, Intent> intent) {
        boolean dryRun = call.flag("dryRun");
        String id = id(dryRun);
        String kind = kind(call);
        if (!dryRun) {
            Operation asked = new Operation(id, kind, State.ACCEPTED, "asked for", List.of(), "");
            operations.begin(asked, seat.loop().cluster(), call.caller().name(), Instant.now());
        }
        var answer = seat.loop().request(intent.apply(id)).orTimeout(FIRST_WORD.toMillis(), TimeUnit.MILLISECONDS);
        return Future.fromCompletionStage(answer, vertx.getOrCreateContext())
                .map(operation -> dryRun ? dryRun(operation) : reply(kind, operation))
                .recover(failure -> Future.failedFuture(unavailable(failure, id)));
    }

    /** A name for an operation that nobody has had. */
    static String id(boolean dryRun) {
        byte[] bytes = new byte[ID_BYTES];
        RANDOM.nextBytes(bytes);
        return OperationBook.prefix(dryRun) + HexFormat.of().formatHex(bytes);
    }

    private static Reply dryRun(Operation operation) {
        return new Reply(200, Shapes.operation(operation).put("dryRun", true), "");
    }

    private static String kind(Call call) {
        String asked = FrontDoor.operation(call.context());
        return KINDS.getOrDefault(asked, asked);
    }

    private static Reply reply(String kind, Operation operation) {
        if (operation.state() == State.REFUSED || operation.state() == State.FAILED) {
            String sentence = operation.sentence().isEmpty() ? "The kernel refuses." : operation.sentence();
            throw Problem.refused(kind + "_refused", sentence, operation.blockers(), operation.id())
                    .refusal();
        }
        return new Reply(
                202, new JsonObject().put("operation", operation.id()), "/api/v1/operations/" + operation.id());
    }

    private static Throwable unavailable(Throwable failure, String id) {
        return switch (failure) {
            case RejectedExecutionException busy ->
                Problem.of(503, "busy", "The kernel takes no requests now: " + busy.getMessage() + ".")
                        .refusal();
            case TimeoutException late ->
                Problem.of(503, "unanswered", "The kernel has not answered in time; the operation may still begin.")
                        .with("operation", id)
                        .refusal();
            default -> failure;
        };
    }
}

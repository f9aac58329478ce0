package io.signalbox.controller.daemon.loop;

import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.effect.Effect.Operation;
import io.signalbox.controller.core.event.Event.Requested;
import io.signalbox.controller.core.event.Intent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Those who asked for something and wait for the kernel's first word on it. */
final class Askers {
    private final Map<String, CompletableFuture<Operation>> waiting = new ConcurrentHashMap<>();

    CompletableFuture<Operation> add(String operation) {
        return waiting.computeIfAbsent(operation, id -> new CompletableFuture<>());
    }

    void drop(String operation) {
        waiting.remove(operation);
    }

    /** Answers with what {@code effects}, the kernel's reaction to {@code asked}, say of it. */
    void settle(Requested asked, List<Effect> effects) {
        Intent intent = asked.intent();
        CompletableFuture<Operation> asker = waiting.remove(intent.operation());
        if (asker != null) {
            asker.complete(lastWord(intent.operation(), effects).orElseGet(() -> accepted(intent)));
        }
    }

    void failAll(Throwable cause) {
        waiting.values().forEach(asker -> asker.completeExceptionally(cause));
        waiting.clear();
    }

    private static Optional<Operation> lastWord(String id, List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Progress.class::isInstance)
                .map(effect -> ((Effect.Progress) effect).operation())
                .filter(operation -> operation.id().equals(id))
                .reduce((earlier, later) -> later);
    }

    private static Operation accepted(Intent intent) {
        String kind = intent.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        return new Operation(intent.operation(), kind, Effect.State.ACCEPTED, "accepted", List.of(), "");
    }
}

package io.signalbox.controller.replay;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.event.Time;
import io.signalbox.controller.core.kernel.Kernel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * For a kernel that may decide otherwise. Up to its first other decision it hears what was heard. From then on: reports
 * are the recorded ones, whatever it does; its own writes of the record succeed; a command that was given in the
 * recording too gets the answer that was recorded, any other is unanswered when its deadline is over.
 */
final class Otherwise implements World {
    private static final String NEVER_ASKED = "the recording holds no answer to this command";

    private record Asked(Effect.Send send, Time until) {}

    private final Map<String, Effect.Send> recordedSends = new HashMap<>();
    private final Map<String, Asked> open = new LinkedHashMap<>();
    private boolean apart;

    @Override
    public List<Effect> hear(Kernel kernel, Event event, List<Effect> recorded) {
        List<Effect> wanted = new ArrayList<>();
        if (apart) {
            overdue(event.at()).forEach(e -> wanted.addAll(tell(kernel, e)));
            translated(event).ifPresent(e -> wanted.addAll(tell(kernel, e)));
        } else {
            wanted.addAll(tell(kernel, event));
            settled(event).ifPresent(open::remove);
        }
        sends(recorded).forEach(send -> recordedSends.put(send.command().id(), send));
        if (!apart && !wanted.equals(recorded)) {
            apart = true;
            writes(wanted).forEach(write -> wanted.addAll(tell(kernel, new Event.Written(event.at(), write.record()))));
        }
        return wanted;
    }

    /** Tells one event and, once apart, that each write which follows from it is durable. */
    private List<Effect> tell(Kernel kernel, Event event) {
        List<Effect> wanted = new ArrayList<>();
        Deque<Event> told = new ArrayDeque<>(List.of(event));
        while (!told.isEmpty()) {
            List<Effect> effects = kernel.handle(told.remove());
            wanted.addAll(effects);
            sends(effects)
                    .forEach(send -> open.put(
                            send.command().id(), new Asked(send, event.at().plus(send.deadline()))));
            if (apart) {
                writes(effects).forEach(write -> told.add(new Event.Written(event.at(), write.record())));
            }
        }
        return wanted;
    }

    private List<Event> overdue(Time now) {
        List<Asked> over = open.values().stream()
                .filter(asked -> asked.until().since(now).isNegative())
                .toList();
        over.forEach(asked -> open.remove(asked.send().command().id()));
        return over.stream()
                .map(Asked::send)
                .map(send -> (Event) new Event.Unanswered(now, send.command().id(), send.server(), NEVER_ASKED))
                .toList();
    }

    private Optional<Event> translated(Event event) {
        return switch (event) {
            case Event.Written e -> Optional.empty(); // of a record that this kernel did not write
            case Event.Conflicted e -> Optional.empty();
            case Event.Answered e -> counterpart(e.answer().commandId()).map(own -> answered(e, own));
            case Event.Unanswered e ->
                counterpart(e.commandId())
                        .map(own -> new Event.Unanswered(e.at(), own.command().id(), own.server(), e.reason()));
            case Event.TookOffice e -> Optional.of(e);
            case Event.LostOffice e -> Optional.of(e);
            case Event.StoreFailed e -> Optional.of(e);
            case Event.Shown e -> Optional.of(e);
            case Event.Ticked e -> Optional.of(e);
            case Event.Linked e -> Optional.of(e);
            case Event.Unlinked e -> Optional.of(e);
            case Event.Reported e -> Optional.of(e);
            case Event.Requested e -> Optional.of(e);
        };
    }

    private static Event answered(Event.Answered e, Effect.Send own) {
        return new Event.Answered(
                e.at(),
                new Answer(
                        own.command().id(),
                        own.server(),
                        own.command().token(),
                        e.answer().result()));
    }

    /** The open command to the same server with the same order as the recorded one of this id. */
    private Optional<Effect.Send> counterpart(String recordedId) {
        Effect.Send recorded = recordedSends.remove(recordedId);
        Optional<Effect.Send> own = open.values().stream()
                .map(Asked::send)
                .filter(send -> recorded != null
                        && send.server().equals(recorded.server())
                        && send.command().order().equals(recorded.command().order()))
                .findFirst();
        own.ifPresent(send -> open.remove(send.command().id()));
        return own;
    }

    private static Optional<String> settled(Event event) {
        return switch (event) {
            case Event.Answered e -> Optional.of(e.answer().commandId());
            case Event.Unanswered e -> Optional.of(e.commandId());
            default -> Optional.empty();
        };
    }

    private static List<Effect.Send> sends(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Send.class::isInstance)
                .map(Effect.Send.class::cast)
                .toList();
    }

    private static List<Effect.WriteRecord> writes(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.WriteRecord.class::isInstance)
                .map(Effect.WriteRecord.class::cast)
                .toList();
    }
}

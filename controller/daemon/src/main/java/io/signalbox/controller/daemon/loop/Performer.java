package io.signalbox.controller.daemon.loop;

import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.event.Time;
import io.signalbox.controller.core.record.JournalEntry;
import io.signalbox.controller.daemon.store.Store;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Performs effects in list order. A record that was not written and a journal entry that is not durable end the list:
 * what comes later in it was allowed only by them, and so does the end of this controller's time to lead. Entries become durable together: with the record that is written
 * next, else before the first command that is sent next, at the latest at the end of the list.
 */
final class Performer {
    static final String DEPOSED = "its time to lead is over";

    private final String cluster;
    private final Store store;
    private final BooleanSupplier leads;
    private final Outbox outbox;
    private final Audience audience;
    private final Failpoint failpoint;
    private final Inbox times;
    private boolean unforced; // entries were appended and are not durable yet

    /** @param leads asked before every command: one that is over sends nothing more */
    Performer(
            String cluster,
            Store store,
            BooleanSupplier leads,
            Outbox outbox,
            Audience audience,
            Failpoint failpoint,
            Inbox times) {
        this.cluster = cluster;
        this.store = store;
        this.leads = leads;
        this.outbox = outbox;
        this.audience = audience;
        this.failpoint = failpoint;
        this.times = times;
    }

    /** @param answers where the store's answers are put, to be handled next */
    void perform(List<Effect> effects, java.util.Collection<Event> answers) {
        for (Effect effect : effects) {
            Optional<Event> answer = perform(effect);
            answer.ifPresent(answers::add);
            if (answer.isPresent() && !(answer.get() instanceof Event.Written)) {
                return;
            }
        }
        sync().ifPresent(answers::add);
    }

    private Optional<Event> perform(Effect effect) {
        return switch (effect) {
            case Effect.WriteRecord write -> Optional.of(write(write));
            case Effect.Journal journal -> append(journal.entry());
            case Effect.Send send -> send(send);
            case Effect.Tell tell -> {
                audience.told(cluster, times.now(), tell);
                yield Optional.empty();
            }
            case Effect.Progress progress -> {
                audience.progressed(cluster, times.now(), progress.operation());
                yield Optional.empty();
            }
        };
    }

    private Optional<Event> send(Effect.Send send) {
        Optional<Event> failure = sync().or(this::deposed);
        if (failure.isEmpty()) {
            outbox.send(send.server(), send.command(), send.deadline());
        }
        return failure;
    }

    private Optional<Event> deposed() {
        return leads.getAsBoolean() ? Optional.empty() : Optional.of(new Event.LostOffice(times.now(), DEPOSED));
    }

    private Event write(Effect.WriteRecord write) {
        Time begun = times.now();
        try {
            Store.Outcome outcome = store.write(write.expectedRev(), write.record());
            Time ended = stored(begun);
            return switch (outcome) {
                case Store.Replaced replaced -> {
                    unforced = false;
                    yield new Event.Written(ended, write.record());
                }
                case Store.Outrun outrun -> new Event.Conflicted(ended, write.record(), outrun.found());
            };
        } catch (IOException e) {
            return new Event.StoreFailed(stored(begun), sentence(e));
        }
    }

    private Optional<Event> append(JournalEntry entry) {
        failpoint.before(entry);
        try {
            store.append(entry);
        } catch (IOException e) {
            return Optional.of(new Event.StoreFailed(times.now(), sentence(e)));
        }
        unforced = true;
        return failpoint.isAt(entry) ? sync().or(() -> halted(entry)) : Optional.empty();
    }

    private Optional<Event> halted(JournalEntry entry) {
        failpoint.after(entry);
        return Optional.empty();
    }

    private Optional<Event> sync() {
        if (!unforced) {
            return Optional.empty();
        }
        unforced = false;
        Time begun = times.now();
        try {
            store.sync();
            stored(begun);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(new Event.StoreFailed(stored(begun), sentence(e)));
        }
    }

    private Time stored(Time begun) {
        Time ended = times.now();
        audience.stored(cluster, ended.since(begun));
        return ended;
    }

    private static String sentence(IOException e) {
        return "the store failed: " + e.getMessage();
    }
}

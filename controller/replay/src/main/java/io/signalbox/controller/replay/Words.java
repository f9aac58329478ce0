package io.signalbox.controller.replay;

import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import io.signalbox.controller.core.record.Run;
import java.util.Locale;

/** Events and effects as people read them; without tokens and revisions, so that two kernels' can be held side by side. */
final class Words {
    private Words() {}

    static String of(Effect effect) {
        return switch (effect) {
            case Effect.Tell e -> e.type() + ": " + e.sentence();
            case Effect.Journal e -> journal(e.entry());
            case Effect.WriteRecord e -> record(e.record());
            case Effect.Send e -> "to " + e.server() + ": " + e.command().order();
            case Effect.Progress e -> progress(e.operation());
        };
    }

    private static String journal(JournalEntry entry) {
        return "journal: " + entry.plan() + "." + entry.step() + " " + word(entry.phase()) + more(entry.sentence());
    }

    private static String record(ClusterRecord record) {
        Run run = record.run();
        String running = run.kind() == Run.Kind.NONE
                ? ""
                : ", run " + word(run.kind()) + (run.to().isEmpty() ? "" : " to " + run.to());
        return "record: epoch " + record.epoch() + ", primary "
                + (record.primary().isEmpty() ? "none" : record.primary()) + ", ackers " + record.ackers() + ", "
                + (record.proven() ? "proven" : "not proven") + ", " + word(record.mode()) + running;
    }

    private static String progress(Effect.Operation operation) {
        return "operation " + operation.kind() + " " + word(operation.state()) + more(operation.sentence());
    }

    /** What was heard, in short. */
    static String of(Event event) {
        return switch (event) {
            case Event.TookOffice e -> "took office, term " + e.term();
            case Event.LostOffice e -> "lost office" + more(e.reason());
            case Event.Shown e -> "was shown rev " + e.record().rev() + " of another leader";
            case Event.Ticked e -> "time passed";
            case Event.Linked e -> "linked to " + e.server();
            case Event.Unlinked e -> "link to " + e.server() + " broke" + more(e.reason());
            case Event.Reported e ->
                e.report().server() + " reported"
                        + (e.report().proxy().isPresent()
                                ? ""
                                : ", mysqld " + word(e.report().mysqld().state()));
            case Event.Answered e ->
                e.answer().server() + " answered " + e.answer().commandId() + ": "
                        + e.answer().result().getClass().getSimpleName().toLowerCase(Locale.ROOT);
            case Event.Unanswered e -> e.server() + " did not answer " + e.commandId() + more(e.reason());
            case Event.Written e -> "the record is written, rev " + e.record().rev();
            case Event.Conflicted e -> "somebody else wrote rev " + e.found().rev();
            case Event.StoreFailed e -> "the store failed" + more(e.reason());
            case Event.Requested e ->
                "asked for: " + e.intent().getClass().getSimpleName().toLowerCase(Locale.ROOT);
        };
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String more(String sentence) {
        return sentence.isEmpty() ? "" : ": " + sentence;
    }
}

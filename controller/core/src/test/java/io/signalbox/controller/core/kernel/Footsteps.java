package io.signalbox.controller.core.kernel;

import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.record.JournalEntry;
import io.signalbox.controller.core.record.JournalEntry.Phase;
import java.util.Optional;

/** Follows the first run of one plan by its journal entries: to which of its steps an effect belongs. */
final class Footsteps {
    private final Plan plan;
    private String run = "";
    private String step = "";
    private int effects;
    private boolean ended;

    /** @param effects that the step had wanted before; 0 is its journal entry */
    record Place(String step, int effects) {}

    Footsteps(Plan plan) {
        this.plan = plan;
    }

    boolean ended() {
        return ended;
    }

    /** Where the next effect belongs; nowhere before the run's first entry and after its last. */
    Optional<Place> next(Effect effect) {
        if (ended) {
            return Optional.empty();
        }
        effects++;
        if (effect instanceof Effect.Journal journal && ours(journal.entry())) {
            enter(journal.entry());
        }
        return step.isEmpty() ? Optional.empty() : Optional.of(new Place(step, effects));
    }

    private boolean ours(JournalEntry entry) {
        return entry.plan().equals(plan.word()) && (run.isEmpty() || entry.run().equals(run));
    }

    private void enter(JournalEntry entry) {
        run = entry.run();
        ended = entry.phase() != Phase.BEGUN;
        if (!ended) {
            step = entry.step();
            effects = 0;
        }
    }
}

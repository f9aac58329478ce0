package io.signalbox.controller.core.execution;

import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.record.ClusterRecord;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The record as this leader knows it, and the one write of it that may be in flight. */
final class Ledger {
    private ClusterRecord record;
    private Optional<ClusterRecord> inFlight = Optional.empty();

    Ledger(ClusterRecord record) {
        this.record = record;
    }

    ClusterRecord record() {
        return record;
    }

    boolean writing() {
        return inFlight.isPresent();
    }

    /** The write that makes {@code change}, unless another is in flight. Its rev is one above what {@code change} made of the present one. */
    Optional<Effect.WriteRecord> write(UnaryOperator<ClusterRecord> change) {
        if (inFlight.isPresent()) {
            return Optional.empty();
        }
        ClusterRecord changed = change.apply(record);
        ClusterRecord next = Amend.of(changed).rev(changed.rev() + 1).done();
        inFlight = Optional.of(next);
        return Optional.of(new Effect.WriteRecord(record.rev(), next));
    }

    void written(ClusterRecord durable) {
        record = durable;
        inFlight = Optional.empty();
    }

    /** What a new leader read, or what was found instead of what was expected. */
    void adopt(ClusterRecord found) {
        written(found);
    }
}

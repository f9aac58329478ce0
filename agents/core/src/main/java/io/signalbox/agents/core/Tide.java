package io.signalbox.agents.core;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Order;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Follows the high-water mark of what this server received: raised with every look, put down now and then, and what is
 * missing of it is known at the next look, also after a restart of mysqld or of the agent.
 */
final class Tide {
    /** What was received changes with every transaction; the mark on disk may be so much older. */
    static final Duration PUT_DOWN = Duration.ofSeconds(5);

    private Optional<HighWaterMark> mark;
    private Optional<Duration> putDown = Optional.empty();
    private GtidSet ebbed = GtidSet.EMPTY;

    Tide(Optional<HighWaterMark> mark) {
        this.mark = mark;
    }

    Optional<HighWaterMark> mark() {
        return mark;
    }

    /** What was held once and is not any more; empty while all is well. It may come again from a source that has it. */
    GtidSet ebbed() {
        return ebbed;
    }

    /** Whether all that was ever received is in {@code received}. */
    boolean isHeldBy(GtidSet received) {
        return missing(received).isEmpty();
    }

    /** What of the mark this set lacks. */
    private GtidSet missing(GtidSet received) {
        return mark.map(m -> m.received().minus(received)).orElse(GtidSet.EMPTY);
    }

    /** True when the mark should be put down again. */
    boolean looked(Duration at, GtidSet received, long epoch) {
        ebbed = missing(received);
        if (ebbed.isEmpty()) {
            reached(received, epoch);
        }
        boolean due =
                putDown.map(last -> at.minus(last).compareTo(PUT_DOWN) >= 0).orElse(true);
        if (due) {
            putDown = Optional.of(at);
        }
        return due;
    }

    /** Nothing is missing, and all of this is held. */
    private void reached(GtidSet received, long epoch) {
        if (mark.isEmpty() || !mark.get().received().equals(received)) {
            mark = Optional.of(new HighWaterMark(mark.map(HighWaterMark::epoch).orElse(epoch), received));
        }
    }

    /**
     * Who reads what this server holds when it is detached must know what it held. What is said here is what a record of
     * the promised epoch may rest on: the mark is of that epoch from here on, so that a proof of it voids nothing. Once
     * opened, its history is its own.
     */
    Answer.Result answers(Order order, Answer.Result result, long epoch) {
        if (order instanceof Order.Open && result instanceof Answer.Done) {
            forget();
        }
        return order instanceof Order.Detach && result instanceof Answer.Done done ? detached(done, epoch) : result;
    }

    private Answer.Result detached(Answer.Done done, long epoch) {
        GtidSet missing = missing(done.received());
        if (missing.isEmpty()) {
            mark = Optional.of(new HighWaterMark(epoch, done.received()));
            return done;
        }
        TreeMap<String, String> details = new TreeMap<>(done.details());
        details.put(Answer.LOST, missing.toString());
        return new Answer.Done(done.executed(), done.received(), details);
    }

    /** Before the first act of an order: a cut or a copy takes away. */
    void admitted(Order order) {
        switch (order) {
            case Order.Rewind rewind -> forget();
            case Order.Reclone reclone -> forget();
            case Order.Learn learn -> learned(learn);
            default -> {}
        }
    }

    private void forget() {
        mark = Optional.empty();
        ebbed = GtidSet.EMPTY;
    }

    /** Under a later epoch that is proven, what was acknowledged does not rest on what was received before. */
    private void learned(Order.Learn learn) {
        long epoch = learn.edition().map(Order.Edition::epoch).orElse(0L);
        if (learn.proven() && mark.filter(m -> m.epoch() < epoch).isPresent()) {
            forget();
        }
    }
}

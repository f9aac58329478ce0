package io.signalbox.controller.daemon.deploy;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Whoever takes servers out one after the other: the maintenance of a host, or a deployment. One at a time. */
public final class Turn {
    private static final String NOBODY = "";

    private final AtomicReference<String> holder = new AtomicReference<>(NOBODY);

    /** Returns who has it, or nothing if {@code who} has it now. */
    public Optional<String> take(String who) {
        String before = holder.compareAndExchange(NOBODY, who);
        return before.equals(NOBODY) ? Optional.empty() : Optional.of(before);
    }

    /** Of whoever took it. */
    public void give() {
        holder.set(NOBODY);
    }

    /** Who has it now, or nothing. */
    public Optional<String> taken() {
        return Optional.of(holder.get()).filter(who -> !who.equals(NOBODY));
    }
}

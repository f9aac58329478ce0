package io.signalbox.controller.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.kernel.Kernel;
import io.signalbox.controller.core.settings.ClusterSettings;
import io.signalbox.controller.core.view.ClusterView.Receipt;
import io.signalbox.controller.daemon.recorder.Begin;
import io.signalbox.controller.daemon.recorder.Darkroom;
import io.signalbox.controller.daemon.recorder.Line;
import io.signalbox.controller.daemon.recorder.Unpictured;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Plays the lines of a recording, in order, to a kernel of its own. */
final class Player {
    private final UnaryOperator<ClusterSettings> policy;
    private final Supplier<World> worlds;
    private final Consumer<Moment> moments;
    private final Consumer<Note> notes;
    private final Map<String, Receipt> receipts = new TreeMap<>();
    private final List<Effect> recorded = new ArrayList<>();
    private String segment = "";
    private long number;
    private @Nullable Event heard;
    private @Nullable ClusterSettings settings;
    private @Nullable Kernel kernel;
    private World world;

    /**
     * @param policy the settings to decide by, from the recorded ones
     * @param worlds makes what surrounds each new kernel
     */
    Player(
            UnaryOperator<ClusterSettings> policy,
            Supplier<World> worlds,
            Consumer<Moment> moments,
            Consumer<Note> notes) {
        this.policy = policy;
        this.worlds = worlds;
        this.moments = moments;
        this.notes = notes;
        this.world = worlds.get();
    }

    void play(String of, Line line) {
        if (line instanceof Line.Wanted wanted) {
            recorded.add(wanted.effect());
            return;
        }
        complete();
        segment = of;
        switch (line) {
            case Line.Began l -> began(l.begin());
            case Line.Pictured l -> pictured(l.kernel());
            case Line.Heard l -> {
                heard = l.event();
                number++;
            }
            case Line.Missed l -> {
                number += l.events();
                lose(l.events() + " events are not in the recording");
            }
            case Line.Wanted l -> {}
        }
    }

    /** The event in hand is the last. */
    void end() {
        complete();
        keepReceipts();
    }

    /** What follows does not follow from what was played so far. */
    void lose(String why) {
        complete();
        keepReceipts();
        if (kernel != null) {
            note(why + "; nothing is compared before the next picture of the kernel, or a new kernel");
        }
        kernel = null;
    }

    private void began(Begin begin) {
        if (kernel != null && !begin.fresh() && begin.next() != number + 1) {
            lose("the events from " + (number + 1) + " to " + (begin.next() - 1) + " are missing");
        }
        settings = policy.apply(begin.settings());
        number = begin.next() - 1;
        if (begin.fresh()) {
            keepReceipts();
            kernel = new Kernel(settings);
            world = worlds.get();
        }
    }

    private void pictured(JsonNode picture) {
        if (kernel == null && settings != null) {
            try {
                kernel = Darkroom.develop(picture, settings);
                world = worlds.get();
            } catch (Unpictured e) {
                note(e.getMessage() + "; nothing is compared before a new kernel begins");
            }
        }
    }

    private void complete() {
        Event event = heard;
        heard = null;
        if (event != null) {
            List<Effect> then = List.copyOf(recorded);
            Optional<List<Effect>> now = kernel == null ? Optional.empty() : replayed(kernel, event, then);
            moments.accept(new Moment(segment, number, event, then, now));
        }
        recorded.clear();
    }

    private Optional<List<Effect>> replayed(Kernel mind, Event event, List<Effect> then) {
        try {
            return Optional.of(world.hear(mind, event, then));
        } catch (RuntimeException e) {
            note("the kernel breaks on this event: " + e);
            kernel = null;
            return Optional.empty();
        }
    }

    private void keepReceipts() {
        if (kernel != null) {
            kernel.view().failovers().forEach(receipt -> receipts.put(receipt.startedAt() + receipt.id(), receipt));
        }
    }

    private void note(@Nullable String sentence) {
        notes.accept(new Note(segment, number, String.valueOf(sentence)));
    }

    /** What the replayed kernels did, oldest first. */
    List<Receipt> receipts() {
        return List.copyOf(receipts.values());
    }
}

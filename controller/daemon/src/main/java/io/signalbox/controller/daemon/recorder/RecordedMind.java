package io.signalbox.controller.daemon.recorder;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.kernel.Kernel;
import io.signalbox.controller.core.view.ClusterView;
import io.signalbox.controller.daemon.loop.Mind;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A mind whose every event and reaction is recorded. What it decides is not touched by that. */
public final class RecordedMind implements Mind {
    private static final Logger LOG = LoggerFactory.getLogger(RecordedMind.class);

    private final Mind mind;
    private final Recorder recorder;
    private boolean unpictured;

    public RecordedMind(Mind mind, Recorder recorder) {
        this.mind = mind;
        this.recorder = recorder;
    }

    @Override
    public List<Effect> handle(Event event) {
        List<Effect> effects = handled(event);
        if (event instanceof Event.Ticked && effects.isEmpty() && recorder.wantsPicture()) {
            recorder.pictured(kernel().flatMap(this::picture));
        }
        return effects;
    }

    /** An event that the mind breaks on is recorded, and the recording ended: what follows is the end of the process. */
    private List<Effect> handled(Event event) {
        try {
            List<Effect> effects = mind.handle(event);
            recorder.heard(event, effects);
            return effects;
        } catch (RuntimeException | Error e) {
            recorder.heard(event, List.of());
            recorder.close();
            throw e;
        }
    }

    private Optional<JsonNode> picture(Kernel kernel) {
        try {
            return Optional.of(Camera.picture(kernel));
        } catch (Unpictured e) {
            if (!unpictured) {
                LOG.warn("segments of the recording cannot be replayed without those before them: {}", e.getMessage());
            }
            unpictured = true;
            return Optional.empty();
        }
    }

    @Override
    public ClusterView view() {
        return mind.view();
    }

    @Override
    public Optional<Kernel> kernel() {
        return mind.kernel();
    }
}

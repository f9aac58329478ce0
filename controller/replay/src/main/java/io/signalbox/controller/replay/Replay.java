package io.signalbox.controller.replay;

import io.signalbox.controller.core.settings.ClusterSettings;
import io.signalbox.controller.daemon.config.InvalidConfig;
import io.signalbox.controller.daemon.config.PolicyReader;
import io.signalbox.controller.daemon.recorder.UnreadableRecording;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One replay: of a reel, by a policy, over a span of time. */
final class Replay {
    private final String yaml;
    private final Map<String, String> sets;
    private final List<String> changes = new ArrayList<>();
    private String cluster = "";

    /** @param yaml and {@code sets}: see {@link PolicyReader}; both empty for the recorded policy */
    Replay(String yaml, Map<String, String> sets) {
        this.yaml = yaml;
        this.sets = sets;
    }

    /** @throws WrongUse if the policy has no meaning */
    Report run(Reel reel, Instant from, Instant to) throws IOException, UnreadableRecording {
        Story story = new Story(from);
        boolean otherwise = !yaml.isBlank() || !sets.isEmpty();
        Player player =
                new Player(this::settings, otherwise ? Otherwise::new : World::asRecorded, story::add, story::add);
        Reel needed = reel.from(from);
        boolean readable = needed.play(player, to, story::add);
        return new Report(cluster, needed.names(), List.copyOf(changes), readable, story, player.receipts());
    }

    private ClusterSettings settings(ClusterSettings recorded) {
        cluster = recorded.cluster();
        try {
            ClusterSettings chosen = PolicyReader.read(yaml, sets, recorded);
            changes.clear();
            compare("", recorded, chosen);
            return chosen;
        } catch (InvalidConfig e) {
            throw new WrongUse("the policy cannot be used: " + e.getMessage());
        }
    }

    private void compare(String path, Record recorded, Record chosen) {
        for (RecordComponent component : recorded.getClass().getRecordComponents()) {
            Object then = value(component, recorded);
            Object now = value(component, chosen);
            String key = path + component.getName();
            if (then instanceof Record deeper && now instanceof Record other) {
                compare(key + ".", deeper, other);
            } else if (!then.equals(now)) {
                changes.add(key + ": " + print(then) + " -> " + print(now));
            }
        }
    }

    private static String print(Object value) {
        return value instanceof Enum<?> word ? word.name().toLowerCase(java.util.Locale.ROOT) : value.toString();
    }

    private static Object value(RecordComponent component, Record of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a setting is public: " + component.getName(), e);
        }
    }
}

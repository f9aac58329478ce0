package io.signalbox.controller.daemon.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalbox.controller.core.settings.ClusterSettings;
import io.signalbox.controller.core.settings.ClusterSettings.Bounds;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A policy: those keys of a cluster in the controller's file that say how the kernel decides, and not what there is. They
 * are the components of {@link ClusterSettings} that are bounds, words or numbers, so that a new one needs no line here.
 */
public final class PolicyReader {
    private static final int LARGEST = 256;

    private PolicyReader() {}

    /**
     * These settings with what the policy says otherwise; what it does not name stays.
     *
     * @param yaml the keys as in the controller's file; may be empty
     * @param sets {@code bounds.silentAfter} to {@code 1s}, above what {@code yaml} says
     * @throws InvalidConfig with every error
     */
    public static ClusterSettings read(String yaml, Map<String, String> sets, ClusterSettings settings)
            throws InvalidConfig {
        JsonNode tree = yaml.isBlank() ? JsonNodeFactory.instance.objectNode() : ConfigReader.tree(yaml);
        for (Map.Entry<String, String> set : sets.entrySet()) {
            set(tree, set.getKey(), ConfigReader.tree(set.getValue()));
        }
        Notes notes = new Notes();
        Section section = new Section("", tree, notes);
        ClusterSettings changed = changed(section, settings);
        section.end();
        if (!notes.errors().isEmpty()) {
            throw new InvalidConfig(notes.errors());
        }
        return changed;
    }

    private static void set(JsonNode tree, String key, JsonNode value) throws InvalidConfig {
        Iterator<String> words = List.of(key.split("\\.", -1)).iterator();
        JsonNode at = tree;
        while (at instanceof ObjectNode mapping) {
            String word = words.next();
            if (!words.hasNext()) {
                mapping.set(word, value);
                return;
            }
            at = mapping.has(word) ? mapping.get(word) : mapping.putObject(word);
        }
        throw new InvalidConfig(List.of(new ConfigError(key, value.asText(), "is set below what is no mapping")));
    }

    private static ClusterSettings changed(Section section, ClusterSettings settings) {
        RecordComponent[] components = ClusterSettings.class.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> value(section, component.getName(), of(settings, component)))
                .toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return ClusterSettings.class.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record has its canonical constructor", e);
        }
    }

    private static Object value(Section section, String key, Object now) {
        return switch (now) {
            case Bounds bounds -> section.section(key, inner -> BoundsReader.read(inner, bounds));
            case Enum<?> word -> word(section, key, word);
            case Integer number -> section.integer(key, 1, LARGEST, number);
            default -> now;
        };
    }

    private static <E extends Enum<E>> Enum<?> word(Section section, String key, Enum<E> now) {
        Class<E> type = now.getDeclaringClass();
        return section.word(key, type, type.cast(now));
    }

    private static Object of(ClusterSettings settings, RecordComponent component) {
        try {
            return component.getAccessor().invoke(settings);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a component is public: " + component.getName(), e);
        }
    }
}

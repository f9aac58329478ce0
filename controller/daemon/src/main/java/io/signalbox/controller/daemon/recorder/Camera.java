package io.signalbox.controller.daemon.recorder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalbox.controller.core.kernel.Kernel;
import io.signalbox.controller.core.settings.ClusterSettings;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a picture of a kernel: everything that it holds, as a tree of which nothing changes any more. It looks at fields
 * instead of asking each class for its memento, so that a field that somebody adds to the kernel is in the picture too.
 * What it has no shape for ({@link Shape}) it refuses by name; it never leaves anything out. To be used on the kernel's thread.
 */
public final class Camera {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final IdentityHashMap<Object, Integer> seen = new IdentityHashMap<>();

    private Camera() {}

    /** @throws Unpictured if something in it has no shape */
    public static JsonNode picture(Kernel kernel) {
        return new Camera().of(kernel);
    }

    private JsonNode of(Object value) {
        if (value == null) {
            return JSON.nullNode();
        }
        Optional<Shape.Value<?>> plain = Shape.Value.of(value.getClass());
        if (plain.isPresent()) {
            return tagged(plain.get().tag()).add(plain.get().print(value));
        }
        return switch (value) {
            case Optional<?> optional -> optional(optional);
            case Enum<?> constant ->
                tagged(Shape.ENUM).add(constant.getDeclaringClass().getName()).add(constant.name());
            case ClusterSettings settings -> tagged(Shape.SETTINGS); // they stand at the segment's begin
            case Record record -> record(record);
            case Map<?, ?> map -> map(map);
            case Collection<?> items -> collection(items);
            default -> object(value);
        };
    }

    private static ArrayNode tagged(String tag) {
        return JSON.arrayNode().add(tag);
    }

    private JsonNode optional(Optional<?> optional) {
        ArrayNode node = tagged(Shape.OPTIONAL);
        optional.ifPresent(inner -> node.add(of(inner)));
        return node;
    }

    private JsonNode record(Record record) {
        Shape.requireOurs(record.getClass());
        ArrayNode node = tagged(Shape.RECORD).add(record.getClass().getName());
        for (Method component : Shape.components(record.getClass())) {
            node.add(of(Shape.component(record, component)));
        }
        return node;
    }

    private JsonNode collection(Collection<?> items) {
        ArrayNode node = tagged(Shape.Many.of(items).tag());
        items.forEach(item -> node.add(of(item)));
        return node;
    }

    private JsonNode map(Map<?, ?> map) {
        ArrayNode node = tagged(Shape.Pairs.of(map).tag());
        map.forEach((key, value) -> node.add(of(key)).add(of(value)));
        return node;
    }

    /** One of the kernel's own objects, which may be reached again from elsewhere. */
    private JsonNode object(Object value) {
        Integer known = seen.get(value);
        if (known != null) {
            return tagged(Shape.SAME).add(known);
        }
        Shape.requireOurs(value.getClass());
        seen.put(value, seen.size());
        ObjectNode fields = JSON.objectNode();
        for (Field field : Shape.fields(value.getClass())) {
            fields.set(Shape.name(field), of(Shape.get(field, value)));
        }
        return tagged(Shape.OBJECT).add(value.getClass().getName()).add(fields);
    }
}

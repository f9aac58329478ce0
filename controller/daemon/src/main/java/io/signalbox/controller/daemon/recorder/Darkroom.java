package io.signalbox.controller.daemon.recorder;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalbox.controller.core.kernel.Kernel;
import io.signalbox.controller.core.settings.ClusterSettings;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a kernel of a picture. Its objects are made without their constructors, as the JDK's own serialization does; a
 * picture that does not fit the classes of this build to the field is refused. Never used by a controller.
 */
public final class Darkroom {
    private final ClusterSettings settings;
    private final List<Object> made = new ArrayList<>();

    private Darkroom(ClusterSettings settings) {
        this.settings = settings;
    }

    /**
     * The kernel as it was, but for its settings, which are these.
     *
     * @throws Unpictured if it was taken by another build, or is none
     */
    public static Kernel develop(JsonNode picture, ClusterSettings settings) {
        try {
            if (new Darkroom(settings).of(picture) instanceof Kernel kernel) {
                return kernel;
            }
        } catch (IllegalArgumentException | ReflectiveOperationException e) {
            throw new Unpictured("the picture was taken by another build, or is none: " + e.getMessage(), e);
        }
        throw new Unpictured("the picture shows no kernel");
    }

    private @Nullable Object of(JsonNode node) throws ReflectiveOperationException {
        if (node.isNull()) {
            return null;
        }
        String tag = node.path(0).asText();
        return switch (tag) {
            case Shape.OPTIONAL -> node.size() > 1 ? Optional.ofNullable(of(node.get(1))) : Optional.empty();
            case Shape.ENUM ->
                constant(Shape.named(node.path(1).asText()), node.path(2).asText());
            case Shape.SETTINGS -> settings;
            case Shape.RECORD -> record(node);
            case Shape.OBJECT -> object(node);
            case Shape.SAME -> made.get(node.path(1).asInt());
            default -> ofTables(tag, node);
        };
    }

    private Object ofTables(String tag, JsonNode node) throws ReflectiveOperationException {
        Optional<Shape.Value<?>> plain = Shape.Value.of(tag);
        if (plain.isPresent()) {
            return plain.get().read().apply(node.path(1).asText());
        }
        Optional<Shape.Many> many = Shape.Many.of(tag);
        if (many.isPresent()) {
            return many.get().make().apply(items(node, 1));
        }
        return Shape.Pairs.of(tag)
                .orElseThrow(() -> new Unpictured("the picture has a value of an unknown shape: " + tag))
                .make()
                .apply(pairs(node));
    }

    private List<Object> items(JsonNode node, int from) throws ReflectiveOperationException {
        List<Object> items = new ArrayList<>();
        for (int i = from; i < node.size(); i++) {
            items.add(of(node.get(i)));
        }
        return items;
    }

    private Map<Object, Object> pairs(JsonNode node) throws ReflectiveOperationException {
        Map<Object, Object> pairs = new LinkedHashMap<>();
        for (int i = 1; i + 1 < node.size(); i += 2) {
            pairs.put(of(node.get(i)), of(node.get(i + 1)));
        }
        return pairs;
    }

    private static Object constant(Class<?> type, String name) {
        if (type.getEnumConstants() instanceof Enum<?>[] constants) {
            for (Enum<?> constant : constants) {
                if (constant.name().equals(name)) {
                    return constant;
                }
            }
        }
        throw new Unpictured("the picture was taken by another build: no " + name + " in " + type.getName());
    }

    private Object record(JsonNode node) throws ReflectiveOperationException {
        Class<?> type = Shape.named(node.path(1).asText());
        Shape.requireOurs(type);
        Class<?>[] components = Arrays.stream(
                        Optional.ofNullable(type.getRecordComponents()).orElseThrow(() -> Shape.noShape(type)))
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        Constructor<?> canonical = type.getDeclaredConstructor(components);
        canonical.setAccessible(true);
        return canonical.newInstance(items(node, 2).toArray());
    }

    private Object object(JsonNode node) throws ReflectiveOperationException {
        Class<?> type = Shape.named(node.path(1).asText());
        Shape.requireOurs(type);
        Object object = Bare.make(type);
        made.add(object);
        JsonNode values = node.path(2);
        List<Field> fields = Shape.fields(type);
        if (fields.size() != values.size()) {
            throw new Unpictured(
                    "the picture was taken by another build: " + type.getName() + " has other fields here");
        }
        for (Field field : fields) {
            set(field, object, values);
        }
        return object;
    }

    private void set(Field field, Object object, JsonNode values) throws ReflectiveOperationException {
        JsonNode value = values.get(Shape.name(field));
        if (value == null) {
            throw new Unpictured("the picture was taken by another build: it has no " + Shape.name(field));
        }
        field.set(object, of(value));
    }

    /** Objects without a constructor's call: the JDK's door for serialization libraries, in its module jdk.unsupported. */
    private static final class Bare {
        private static final String FACTORY = "sun.reflect.ReflectionFactory";

        static Object make(Class<?> type) throws ReflectiveOperationException {
            Class<?> factory = Class.forName(FACTORY);
            Object door = factory.getMethod("getReflectionFactory").invoke(null);
            Object constructor = factory.getMethod("newConstructorForSerialization", Class.class, Constructor.class)
                    .invoke(door, type, Object.class.getDeclaredConstructor());
            return ((Constructor<?>) constructor).newInstance();
        }
    }
}

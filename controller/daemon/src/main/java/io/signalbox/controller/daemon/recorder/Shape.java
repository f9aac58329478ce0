package io.signalbox.controller.daemon.recorder;

import io.signalbox.controller.core.kernel.Kernel;
import io.signalbox.mysql.gtid.GtidSet;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What can stand in a picture of a kernel, and by which tag: every value is an array whose first item is its tag. The
 * tables are what {@link Camera} and {@link Darkroom} share.
 */
final class Shape {
    static final String OPTIONAL = "optional";
    static final String ENUM = "enum";
    static final String RECORD = "record";
    static final String SETTINGS = "settings";
    static final String OBJECT = "object";
    static final String SAME = "same";

    private static final String OURS = "io.signalbox.";
    private static final String CORE = "io.signalbox.controller.core.";

    /** Looked up once for each class: a picture is taken on the kernel's thread. */
    private static final ClassValue<List<Field>> FIELDS = of(Shape::lookUp);

    private static final ClassValue<List<Method>> COMPONENTS = of(Shape::accessors);
    private static final ClassValue<Optional<Value<?>>> VALUES =
            of(type -> Value.ALL.stream().filter(value -> value.type() == type).findFirst());

    private Shape() {}

    private static <T> ClassValue<T> of(Function<Class<?>, T> look) {
        return new ClassValue<>() {
            @Override
            protected T computeValue(Class<?> type) {
                return look.apply(type);
            }
        };
    }

    /** A value without parts, as text. */
    record Value<T>(String tag, Class<T> type, Function<String, T> read) {
        static final List<Value<?>> ALL = List.of(
                new Value<>("text", String.class, text -> text),
                new Value<>("boolean", Boolean.class, Boolean::valueOf),
                new Value<>("int", Integer.class, Integer::valueOf),
                new Value<>("long", Long.class, Long::valueOf),
                new Value<>("double", Double.class, Double::valueOf),
                new Value<>("duration", Duration.class, Duration::parse),
                new Value<>("instant", Instant.class, Instant::parse),
                new Value<>("gtids", GtidSet.class, GtidSet::parse));

        static Optional<Value<?>> of(Class<?> type) {
            return VALUES.get(type);
        }

        static Optional<Value<?>> of(String tag) {
            return ALL.stream().filter(value -> value.tag().equals(tag)).findFirst();
        }

        String print(Object value) {
            return value.toString();
        }
    }

    /** A kind of collection; whatever is none of the first is taken for one that nobody changes. */
    record Many(String tag, Class<?> type, Function<List<Object>, Collection<Object>> make) {
        static final List<Many> ALL = List.of(
                new Many("list", ArrayList.class, ArrayList::new),
                new Many("deque", ArrayDeque.class, ArrayDeque::new),
                new Many("sorted_set", SortedSet.class, TreeSet::new),
                new Many("linked_set", LinkedHashSet.class, LinkedHashSet::new),
                new Many("hash_set", HashSet.class, HashSet::new),
                new Many("fixed_list", List.class, List::copyOf),
                new Many("fixed_set", Set.class, items -> Collections.unmodifiableSet(new LinkedHashSet<>(items))));

        static Many of(Collection<?> items) {
            return ALL.stream()
                    .filter(many -> many.type().isInstance(items))
                    .findFirst()
                    .orElseThrow(() -> noShape(items.getClass()));
        }

        static Optional<Many> of(String tag) {
            return ALL.stream().filter(many -> many.tag().equals(tag)).findFirst();
        }
    }

    /** A kind of map. */
    record Pairs(String tag, Class<?> type, Function<Map<Object, Object>, Map<Object, Object>> make) {
        static final List<Pairs> ALL = List.of(
                new Pairs("sorted_map", SortedMap.class, TreeMap::new),
                new Pairs("linked_map", LinkedHashMap.class, LinkedHashMap::new),
                new Pairs("hash_map", HashMap.class, HashMap::new),
                new Pairs("fixed_map", Map.class, pairs -> Collections.unmodifiableMap(new LinkedHashMap<>(pairs))));

        static Pairs of(Map<?, ?> map) {
            return ALL.stream()
                    .filter(pairs -> pairs.type().isInstance(map))
                    .findFirst()
                    .orElseThrow(() -> noShape(map.getClass()));
        }

        static Optional<Pairs> of(String tag) {
            return ALL.stream().filter(pairs -> pairs.tag().equals(tag)).findFirst();
        }
    }

    // ---- the kernel's own classes

    /** Every field of an object of this class, those of its superclasses first, in the order of their names. */
    static List<Field> fields(Class<?> type) {
        return FIELDS.get(type);
    }

    private static List<Field> lookUp(Class<?> type) {
        Class<?> parent = type.getSuperclass();
        Stream<Field> inherited = parent == null ? Stream.of() : fields(parent).stream();
        Stream<Field> own = Arrays.stream(type.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .sorted(Comparator.comparing(Field::getName))
                .peek(field -> field.setAccessible(true));
        return Stream.concat(inherited, own).toList();
    }

    static String name(Field field) {
        return field.getDeclaringClass().getSimpleName() + "." + field.getName();
    }

    static Object get(Field field, Object object) {
        try {
            return field.get(object);
        } catch (ReflectiveOperationException e) {
            throw new Unpictured(name(field) + " cannot be looked at", e);
        }
    }

    /** What gives the components of a record, in their order. */
    static List<Method> components(Class<?> type) {
        return COMPONENTS.get(type);
    }

    private static List<Method> accessors(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getAccessor)
                .peek(accessor -> accessor.setAccessible(true))
                .toList();
    }

    static Object component(Record record, Method accessor) {
        try {
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new Unpictured(accessor.getName() + " of " + record.getClass().getName() + " cannot be looked at", e);
        }
    }

    /** Values are of Signalbox; objects of the kernel's module alone, and neither lambdas nor inner classes. */
    static void requireOurs(Class<?> type) {
        boolean ours = type.isRecord()
                ? type.getName().startsWith(OURS)
                : type.getName().startsWith(CORE) && !type.isHidden() && !type.isAnonymousClass() && !type.isEnum();
        if (!ours) {
            throw noShape(type);
        }
    }

    static Unpictured noShape(Class<?> type) {
        return new Unpictured("a picture of a kernel has no shape for " + type.getName());
    }

    /** The class of this name, not yet initialised, from where the kernel's classes come from. */
    static Class<?> named(String name) {
        if (!name.startsWith(OURS)) {
            throw new Unpictured("the picture names a class that is none of Signalbox's");
        }
        try {
            return Class.forName(name, false, Kernel.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new Unpictured("the picture was taken by another build: there is no " + name + " here", e);
        }
    }
}

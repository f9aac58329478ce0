package io.signalbox.agents.protocol;

import io.signalbox.mysql.gtid.GtidSet;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Any value of a record, of a sealed family, or of what they hold, from a seed. */
final class Generated {
    private static final String ODD = "aZ09 \"\\\n\u0000\u20ac\ud83d\ude00/:;{}[]";

    private final Random random;

    Generated(long seed) {
        this.random = new Random(seed);
    }

    <T> T any(Class<T> type) {
        return type.cast(any((Type) type));
    }

    private Object any(Type type) {
        return type instanceof ParameterizedType generic ? anyGeneric(generic) : anyOf((Class<?>) type);
    }

    private Object anyGeneric(ParameterizedType type) {
        Type first = type.getActualTypeArguments()[0];
        Class<?> raw = (Class<?>) type.getRawType();
        if (raw == Optional.class) {
            return random.nextInt(3) == 0 ? Optional.empty() : Optional.of(any(first));
        }
        List<Object> some = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            some.add(any(first));
        }
        if (raw == SortedMap.class) {
            TreeMap<Object, Object> map = new TreeMap<>();
            some.forEach(key -> map.put(key, any(type.getActualTypeArguments()[1])));
            return map;
        }
        return raw == Set.class ? new TreeSet<>(some) : some;
    }

    private Object anyOf(Class<?> type) {
        if (type.isSealed()) {
            Class<?>[] members = type.getPermittedSubclasses();
            return anyOf(members[random.nextInt(members.length)]);
        }
        if (type.isRecord()) {
            return anyRecord(type);
        }
        if (type.isEnum()) {
            return Array.get(type.getEnumConstants(), random.nextInt(type.getEnumConstants().length));
        }
        return switch (type.getName()) {
            case "long" -> random.nextBoolean() ? random.nextLong() : random.nextInt(9);
            case "int" -> random.nextInt();
            case "double" -> random.nextDouble() * 1e6;
            case "boolean" -> random.nextBoolean();
            case "java.lang.String" -> text();
            case "java.time.Duration" -> Duration.ofNanos(random.nextLong() >> random.nextInt(60));
            case "io.signalbox.mysql.gtid.GtidSet" -> gtids();
            default -> throw new AssertionError("the generator does not know " + type);
        };
    }

    private Object anyRecord(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values =
                Arrays.stream(components).map(c -> any(c.getGenericType())).toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int[] points = ODD.codePoints().toArray();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    private GtidSet gtids() {
        GtidSet set = GtidSet.EMPTY;
        for (int i = random.nextInt(4); i > 0; i--) {
            long first = 1 + random.nextInt(1000);
            String uuid = new UUID(random.nextLong(), random.nextLong()).toString();
            set = set.union(GtidSet.range(uuid, first, first + random.nextInt(50)));
        }
        return set;
    }
}

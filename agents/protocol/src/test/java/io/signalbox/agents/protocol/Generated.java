package io.signalbox.agents.protocol;

import io.signalbox.mysql.gtid.GtidSet;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Any value of a record, of a sealed family, or of what they hold, from a seed; what it does not know is an error. */
public final class Generated {
    private static final int ATTEMPTS = 100;
    private static final String ODD = "aZ09 \"\\\n\u0000\u20ac\ud83d\ude00/:;{}[]";

    private final Random random;

    public Generated(long seed) {
        this.random = new Random(seed);
    }

    public <T> T any(Class<T> type) {
        return type.cast(any((Type) type));
    }

    private Object any(Type type) {
        return type instanceof ParameterizedType generic ? anyGeneric(generic) : anyOf((Class<?>) type);
    }

    private Object anyGeneric(ParameterizedType type) {
        Type first = type.getActualTypeArguments()[0];
        List<Object> some = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            some.add(any(first));
        }
        return switch (type.getRawType().getTypeName()) {
            case "java.util.Optional" -> some.stream().findFirst();
            case "java.util.List" -> some;
            case "java.util.Set", "java.util.SortedSet" -> new TreeSet<>(some);
            case "java.util.Map", "java.util.SortedMap" -> {
                TreeMap<Object, Object> map = new TreeMap<>();
                some.forEach(key -> map.put(key, any(type.getActualTypeArguments()[1])));
                yield map;
            }
            default -> throw new AssertionError("the generator does not know " + type);
        };
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
            return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
        }
        return switch (type.getName()) {
            case "long" -> random.nextBoolean() ? random.nextLong() : random.nextInt(9);
            case "int", "java.lang.Integer" -> random.nextBoolean() ? random.nextInt() : random.nextInt(4);
            case "double" -> random.nextDouble() * 1e6;
            case "boolean" -> random.nextBoolean();
            case "java.lang.String" -> text();
            case "java.time.Duration" -> Duration.ofNanos(random.nextLong() >> random.nextInt(60));
            case "java.time.Instant" -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
            case "io.signalbox.mysql.gtid.GtidSet" -> gtids();
            default -> throw new AssertionError("the generator does not know " + type);
        };
    }

    /** A record may refuse some values; others are tried then. */
    private Object anyRecord(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                var constructor = type.getDeclaredConstructor(types);
                constructor.setAccessible(true);
                return constructor.newInstance(Arrays.stream(components)
                        .map(c -> any(c.getGenericType()))
                        .toArray());
            } catch (InvocationTargetException e) {
                Optional.ofNullable(e.getCause())
                        .filter(IllegalArgumentException.class::isInstance)
                        .orElseThrow(() -> new AssertionError(e));
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError(type + " refuses everything");
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

package io.signalbox.controller.daemon.config;

import io.signalbox.controller.core.settings.ClusterSettings.Bounds;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code bounds} of a cluster: one key for every component of {@link Bounds}, so that a new bound is configurable
 * without a line here. Ranges and the rules between bounds are tables.
 */
final class BoundsReader {
    /** How often a source that has nothing to send says that it is there ({@code SOURCE_HEARTBEAT_PERIOD}). */
    private static final Duration REPLICATION_HEARTBEAT = Duration.ofMillis(100);

    /** {@code STOP REPLICA IO_THREAD} inside a connect to a host that swallows packets (measured: 2001 ms). */
    private static final Duration SLOWEST_DETACH = Duration.ofMillis(2500);

    /** {@code replica_net_timeout}: afterwards receivers connect anew, and detaching them is slow. */
    private static final Duration RECEIVER_GIVES_UP = Duration.ofSeconds(10);

    /** An agent's own bound for closing its HAProxy and reading it back. */
    private static final Duration PROXY_CLOSES = Duration.ofMillis(450);

    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    /** The bound {@code key} is at least {@code times} another bound, or {@code period} when {@code other} names one. */
    private record Rule(String key, int times, String other, Duration period) {
        static Rule ofBounds(String key, String other) {
            return new Rule(key, 1, other, Duration.ZERO);
        }

        static Rule ofPeriod(String key, int times, String other, Duration period) {
            return new Rule(key, times, other, period);
        }
    }

    private static final List<Rule> RULES = List.of(
            Rule.ofPeriod("silentAfter", AgentPace.PERIODS, "the agents' probe period", AgentPace.PROBE),
            Rule.ofPeriod("linkLostAfter", AgentPace.PERIODS, "the agents' report period", AgentPace.REPORT),
            Rule.ofPeriod(
                    "linkLostAfter",
                    1,
                    "the longest pause that goes unnoticed, and a report",
                    AgentPace.unnoticedPause(AgentPace.REPORT)),
            Rule.ofPeriod("witnessSilentAfter", 3, "the replicas' heartbeat period", REPLICATION_HEARTBEAT),
            Rule.ofPeriod(
                    "commandDeadline", 1, "the slowest detachment, without which nobody is promoted", SLOWEST_DETACH),
            Rule.ofPeriod("routeDeadline", 1, "the time in which a proxy closes its writer", PROXY_CLOSES),
            Rule.ofBounds("starvedAfter", "silentAfter"),
            Rule.ofBounds("writesStalledAfter", "silentAfter"),
            Rule.ofBounds("noAckersAfter", "silentAfter"),
            Rule.ofBounds("leaveAfter", "linkLostAfter"),
            Rule.ofBounds("leaveAfter", "noAckersAfter"),
            new Rule("isolationAfter", 2, "linkLostAfter", Duration.ZERO),
            Rule.ofBounds("applyDeadline", "commandDeadline"),
            Rule.ofBounds("switchoverDeadline", "lockWait"),
            Rule.ofBounds("coolDown", "wholeAfter"));

    /** The bound {@code key} is at most another bound, or {@code most} when {@code other} names a fact. */
    private record Ceiling(String key, String other, Duration most) {}

    private static final List<Ceiling> CEILINGS = List.of(
            new Ceiling("witnessSilentAfter", "linkLostAfter", LONGEST),
            new Ceiling(
                    "linkLostAfter",
                    "half of replica_net_timeout, after which receivers detach slowly",
                    RECEIVER_GIVES_UP.dividedBy(2)));

    /** The bound {@code key} is at least two others together. */
    private record Room(String key, String one, String other) {}

    private static final List<Room> ROOMS = List.of(new Room("isolationAfter", "noAckersAfter", "commandDeadline"));

    private BoundsReader() {}

    private static void check(Section section, Room room, Map<String, Duration> values) {
        Duration value = values.getOrDefault(room.key(), LONGEST);
        Duration least =
                values.getOrDefault(room.one(), Duration.ZERO).plus(values.getOrDefault(room.other(), Duration.ZERO));
        if (value.compareTo(least) < 0) {
            section.wrong(
                    room.key(),
                    Durations.print(value),
                    "must be at least " + room.one() + " + " + room.other() + ", which is " + Durations.print(least));
        }
    }

    private static void check(Section section, Ceiling ceiling, Map<String, Duration> values) {
        Duration value = values.getOrDefault(ceiling.key(), Duration.ZERO);
        Duration most = values.getOrDefault(ceiling.other(), ceiling.most());
        if (value.compareTo(most) > 0) {
            section.wrong(
                    ceiling.key(),
                    Durations.print(value),
                    "must be at most " + ceiling.other() + ", which is " + Durations.print(most));
        }
    }

    static Bounds read(Section section) {
        return read(section, Bounds.defaults());
    }

    /** @param presets what an absent key stands for */
    static Bounds read(Section section, Bounds presets) {
        RecordComponent[] components = Bounds.class.getRecordComponents();
        Map<String, Duration> values = new TreeMap<>();
        Object[] arguments = Arrays.stream(components)
                .map(component -> section.duration(component.getName(), SHORTEST, LONGEST, preset(component, presets)))
                .toArray();
        for (int i = 0; i < components.length; i++) {
            values.put(components[i].getName(), (Duration) arguments[i]);
        }
        RULES.forEach(rule -> check(section, rule, values));
        CEILINGS.forEach(ceiling -> check(section, ceiling, values));
        ROOMS.forEach(room -> check(section, room, values));
        return construct(components, arguments);
    }

    private static void check(Section section, Rule rule, Map<String, Duration> values) {
        Duration value = values.getOrDefault(rule.key(), LONGEST);
        Duration other = values.getOrDefault(rule.other(), rule.period());
        if (value.compareTo(other.multipliedBy(rule.times())) < 0) {
            String factor = rule.times() == 1 ? "" : rule.times() + " times ";
            section.wrong(
                    rule.key(),
                    Durations.print(value),
                    "must be at least " + factor + rule.other() + ", which is " + Durations.print(other));
        }
    }

    private static Duration preset(RecordComponent component, Bounds presets) {
        try {
            return (Duration) component.getAccessor().invoke(presets);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("every bound is a public duration: " + component.getName(), e);
        }
    }

    private static Bounds construct(RecordComponent[] components, Object[] arguments) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return Bounds.class.getDeclaredConstructor(types).newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record has its canonical constructor", e);
        }
    }
}

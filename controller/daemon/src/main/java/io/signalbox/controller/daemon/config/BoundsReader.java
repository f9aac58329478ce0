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
    /** What agents do unless told otherwise; a bound below a few of these periods would act on noise. */
    private static final Duration PROBE_PERIOD = Duration.ofMillis(100);

    private static final Duration REPORT_PERIOD = Duration.ofMillis(150);
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
            Rule.ofPeriod("silentAfter", 3, "the agents' probe period", PROBE_PERIOD),
            Rule.ofPeriod("linkLostAfter", 3, "the agents' report period", REPORT_PERIOD),
            Rule.ofBounds("noAckersAfter", "silentAfter"),
            Rule.ofBounds("leaveAfter", "linkLostAfter"),
            Rule.ofBounds("leaveAfter", "noAckersAfter"),
            Rule.ofBounds("applyDeadline", "commandDeadline"),
            Rule.ofBounds("switchoverDeadline", "lockWait"),
            Rule.ofBounds("coolDown", "wholeAfter"));

    private BoundsReader() {}

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

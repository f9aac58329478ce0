package io.signalbox.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What Prometheus sounds, and the book of which alerts have fired and then cleared. */
final class Alarms {
    private static final Duration FIRES_WITHIN = Duration.ofSeconds(60);
    private static final Duration CLEARS_WITHIN = Duration.ofSeconds(120);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    /** They look back for an hour, in {@link QuickRules} for a minute: the next faults need not wait for that. */
    private static final Set<String> CLEAR_SLOWLY = Set.of("SignalboxPrimaryFlaps", "SignalboxWriteOutageLong");

    private final RunningPrometheus prometheus;
    private final Set<String> cleared = new TreeSet<>();
    private final Set<String> owed = new TreeSet<>();

    Alarms(RunningPrometheus prometheus) {
        this.prometheus = prometheus;
    }

    /** All of them fire, not necessarily at once. */
    void awaitFiring(String... alerts) {
        Set<String> seen = new TreeSet<>();
        await().atMost(FIRES_WITHIN).pollInterval(LOOK_EVERY).untilAsserted(() -> {
            seen.addAll(prometheus.firing());
            assertThat(seen).contains(alerts);
        });
    }

    /** All of these, which have fired, clear; those that take long are left to {@link #awaitRest}. */
    void awaitCleared(String... alerts) {
        Set<String> quick = new TreeSet<>(List.of(alerts));
        Set<String> slow = new TreeSet<>(quick);
        slow.retainAll(CLEAR_SLOWLY);
        quick.removeAll(slow);
        owed.addAll(slow);
        awaitSilent(quick);
    }

    /** What was left clears, too. */
    void awaitRest() {
        awaitSilent(owed);
    }

    private void awaitSilent(Set<String> alerts) {
        await().atMost(CLEARS_WITHIN)
                .pollInterval(LOOK_EVERY)
                .untilAsserted(() -> assertThat(prometheus.firing()).noneMatch(alerts::contains));
        cleared.addAll(alerts);
    }

    /** Every alert that was seen to fire and to clear. */
    Set<String> cleared() {
        return cleared;
    }
}

package io.signalbox.haproxy.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A pool and its clock; looks at what must hold after every look. */
final class WatchedWebPool {
    private final SortedMap<String, Duration> changed = new TreeMap<>();
    private final LoadCurve curve;
    private WebPool pool;
    private Duration now = Duration.ZERO;

    WatchedWebPool() {
        this(LoadCurve.FLOOR);
    }

    WatchedWebPool(int floor) {
        curve = new LoadCurve(floor);
        pool = WebPool.of(curve);
    }

    void rest(Duration time) {
        now = now.plus(time);
    }

    Duration now() {
        return now;
    }

    Load load(double percent) {
        return new Load(percent, now);
    }

    int share(String server) {
        return Optional.ofNullable(pool.shares().get(server)).orElse(LoadCurve.WHOLE);
    }

    long changes() {
        return pool.changes();
    }

    /** Servers that tell their loads now, in turn with these. */
    void look(Object... serversAndLoads) {
        SortedMap<String, Optional<Load>> serving = new TreeMap<>();
        for (int i = 0; i < serversAndLoads.length; i += 2) {
            double percent = ((Number) serversAndLoads[i + 1]).doubleValue();
            serving.put((String) serversAndLoads[i], Optional.of(load(percent)));
        }
        look(serving);
    }

    void look(SortedMap<String, Optional<Load>> serving) {
        WebPool before = pool;
        pool = before.look(now, serving);
        pool.shares().forEach((server, share) -> {
            Integer old = before.shares().getOrDefault(server, LoadCurve.WHOLE);
            assertThat(share).as("%s at %s", server, now).isBetween(curve.floor(), LoadCurve.WHOLE);
            if (!share.equals(old)) {
                changed(server, old, share, serving);
            }
        });
    }

    private void changed(String server, int old, int share, SortedMap<String, Optional<Load>> serving) {
        Duration last = changed.put(server, now);
        assertThat(serving).as("at %s", now).containsKey(server);
        assertThat(Math.abs(share - old)).as("%s at %s", server, now).isLessThanOrEqualTo(WebShare.STEP);
        assertThat(last == null || now.minus(last).compareTo(WebShare.PERIOD) >= 0)
                .as("%s at %s", server, now)
                .isTrue();
        if (share < old) {
            assertThat(serving.keySet())
                    .as("%s fell at %s", server, now)
                    .anyMatch(other -> !other.equals(server) && share(other) == LoadCurve.WHOLE);
        }
    }

    /** The same look again and again, a second apart. */
    void lookFor(Duration time, Object... serversAndLoads) {
        for (long second = 0; second < time.toSeconds(); second++) {
            rest(WebShare.PERIOD);
            look(serversAndLoads);
        }
    }
}

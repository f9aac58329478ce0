package io.signalbox.controller.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Who reaches whom. What meets a cut waits there, as TCP's segments do, until the way is open again. */
final class Network {
    private static final long FASTEST = 40;
    private static final long USUAL = 400;
    private static final long SLOWEST = 12 * Schedule.MILLI;

    private record Way(String from, String to) {}

    private final Schedule schedule;
    private final Chance chance;
    private final long slowest;
    private final Set<Way> cuts = new LinkedHashSet<>();
    private final Map<Way, Deque<Runnable>> held = new LinkedHashMap<>();

    /** @param slowness of the slowest, as a factor */
    Network(Schedule schedule, Chance chance, int slowness) {
        this.schedule = schedule;
        this.chance = chance;
        this.slowest = slowness * SLOWEST;
    }

    boolean open(String from, String to) {
        return !cuts.contains(new Way(from, to));
    }

    boolean openBothWays(String one, String other) {
        return open(one, other) && open(other, one);
    }

    void cut(String from, String to) {
        cuts.add(new Way(from, to));
    }

    void heal(String from, String to) {
        Way way = new Way(from, to);
        cuts.remove(way);
        Deque<Runnable> waiting = held.remove(way);
        if (waiting != null) {
            waiting.forEach(arrival -> schedule.after(0, arrival));
        }
    }

    void healAll() {
        for (Way way : Set.copyOf(cuts).stream().sorted(this::byName).toList()) {
            heal(way.from(), way.to());
        }
    }

    private int byName(Way one, Way other) {
        return (one.from() + ">" + one.to()).compareTo(other.from() + ">" + other.to());
    }

    /** One direction of a connection: what is sent arrives in order, once. */
    Pipe pipe(String from, String to) {
        return new Pipe(new Way(from, to));
    }

    /** See {@link #pipe}. */
    final class Pipe {
        private final Way way;
        private long last;

        private Pipe(Way way) {
            this.way = way;
        }

        void send(Runnable arrival) {
            last = Math.max(last, schedule.now() + chance.delay(FASTEST, USUAL, slowest));
            schedule.after(last - schedule.now(), () -> arrive(arrival));
        }

        private void arrive(Runnable arrival) {
            if (cuts.contains(way)) {
                held.computeIfAbsent(way, w -> new ArrayDeque<>()).add(() -> arrive(arrival));
            } else {
                arrival.run();
            }
        }
    }
}

package io.signalbox.controller.simulation;

import io.signalbox.agents.protocol.Report.ReceiverState;
import org.jspecify.annotations.Nullable;

/** The receiver (I/O) thread of a replica: connects, receives, acknowledges, and comes back by itself. */
final class Receiver {
    private static final long CONNECTS = 6 * Schedule.MILLI;
    private static final long CONNECTS_AT_MOST = 25 * Schedule.MILLI;
    private static final long RETRY = Schedule.SECOND;
    private static final long NET_TIMEOUT = 10 * Schedule.SECOND;
    private static final long HEARTBEAT = 100 * Schedule.MILLI;

    private final SimulatedMysql replica;
    private final Neighbours neighbours;
    private final Schedule schedule;
    private final Chance chance;
    private boolean on;
    private String error = "";
    private long attempt;
    private long heard;
    private @Nullable Dump dump;

    Receiver(SimulatedMysql replica, Neighbours neighbours, Schedule schedule, Chance chance) {
        this.replica = replica;
        this.neighbours = neighbours;
        this.schedule = schedule;
        this.chance = chance;
    }

    /** Who can be followed, and how to get there. */
    record Neighbours(Network network, java.util.function.Function<String, SimulatedMysql> byName) {}

    SimulatedMysql neighbour(String name) {
        return neighbours.byName().apply(name);
    }

    ReceiverState state() {
        if (!on) {
            return ReceiverState.OFF;
        }
        return dump == null ? ReceiverState.CONNECTING : ReceiverState.ON;
    }

    /** Why it stopped by itself, or was not let in, in mysqld's words. */
    String error() {
        return error;
    }

    /** A connect that meets a black hole holds up a stop. */
    boolean stuckInConnect() {
        return on
                && dump == null
                && !neighbours.network().open(replica.name(), replica.disk().source());
    }

    /** The connection over which new transactions may still be received. */
    @Nullable
    Dump dump() {
        return dump;
    }

    void start() {
        if (!on) {
            on = true;
            error = "";
            heard = schedule.now();
            connectAfter(chance.between(CONNECTS, CONNECTS_AT_MOST));
        }
    }

    void stop() {
        on = false;
        attempt++;
        if (dump != null) {
            replica.trace("receives no more");
            dump.leave();
            dump = null;
        }
    }

    /** The source ended the connection, or it broke. */
    void lost(Dump which) {
        if (dump == which) {
            dump = null;
            replica.trace("lost its source");
            if (on) {
                connectAfter(RETRY);
            }
        }
    }

    private void connectAfter(long delay) {
        long mine = ++attempt;
        schedule.after(delay, () -> {
            if (on && attempt == mine) {
                replica.whenAwake(this::connect);
            }
        });
    }

    private void connect() {
        SimulatedMysql source = neighbours.byName().apply(replica.disk().source());
        boolean reached = neighbours.network().openBothWays(replica.name(), source.name());
        if (on && dump == null) {
            if (reached && replica.writes().diskTakesWrites() && source.accepts(replica.name())) {
                if (!source.disk().purged().minus(replica.disk().received()).isEmpty()) {
                    on = false;
                    error = "the source has purged required binary logs";
                    replica.trace("cannot follow: ", error);
                    return;
                }
                heard = schedule.now();
                error = "";
                dump = source.serve(replica);
                replica.trace("receives from ", source.name(), replica.acknowledges() ? ", acknowledges" : "");
                watch(dump);
            } else {
                error = reached && source.shutsOut(replica.name()) ? "Account is locked" : "";
                connectAfter(RETRY);
            }
        }
    }

    /** Nothing heard for the net timeout: the connection is given up and made anew. */
    private void watch(Dump which) {
        schedule.after(NET_TIMEOUT / 4, () -> {
            if (dump == which) {
                if (silent() >= NET_TIMEOUT) {
                    which.leave();
                    lost(which);
                } else {
                    watch(which);
                }
            }
        });
    }

    void heardNow() {
        heard = schedule.now();
    }

    /** How long neither an event nor a heartbeat has come. */
    long silent() {
        if (dump != null && dump.heartbeatsArrive()) {
            heard = Math.max(heard, schedule.now() - schedule.now() % HEARTBEAT);
        }
        return schedule.now() - heard;
    }
}

package io.signalbox.controller.simulation;

import io.signalbox.controller.simulation.Commits.Heard;
import io.signalbox.controller.simulation.Transaction.Kind;

/** Applications: some write through the proxy, one keeps old sessions to every server and tries them all. */
final class Clients {
    private static final int THROUGH_PROXY = 3;
    private static final long PACE = 20 * Schedule.MILLI;
    private static final long PACE_AT_MOST = 160 * Schedule.MILLI;
    private static final long RETRY = 25 * Schedule.MILLI;
    private static final long PATIENCE = 4 * Schedule.SECOND;

    private final World world;
    private final Schedule schedule;
    private final Chance chance;
    private long written;

    Clients(World world) {
        this.world = world;
        this.schedule = world.schedule();
        this.chance = world.chance();
    }

    void start() {
        for (int i = 0; i < THROUGH_PROXY; i++) {
            schedule.after(chance.between(0, PACE_AT_MOST), this::writeThroughProxy);
        }
        schedule.after(PACE, this::tryAll);
    }

    private void writeThroughProxy() {
        SimulatedProxy proxy = world.proxy();
        String writer = proxy.writer();
        if (writer.isEmpty() || !world.network().openBothWays(proxy.name(), writer)) {
            schedule.after(RETRY, this::writeThroughProxy);
            return;
        }
        boolean[] over = new boolean[1];
        world.server(writer).write(Kind.WRITE, "", ++written, heard -> {
            if (!over[0]) {
                over[0] = true;
                next(heard == Heard.OK ? chance.between(PACE, PACE_AT_MOST) : RETRY);
            }
        });
        schedule.after(PATIENCE, () -> {
            if (!over[0]) {
                over[0] = true;
                next(RETRY);
            }
        });
    }

    private void next(long delay) {
        schedule.after(delay, this::writeThroughProxy);
    }

    /** A session that no proxy cut. */
    private void tryAll() {
        SimulatedMysql server = chance.of(world.servers());
        server.write(Kind.WRITE, "", ++written, heard -> {});
        schedule.after(chance.between(PACE_AT_MOST, 3 * PACE_AT_MOST), this::tryAll);
    }
}

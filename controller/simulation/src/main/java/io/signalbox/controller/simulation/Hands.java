package io.signalbox.controller.simulation;

import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an agent's process does to mysqld's process and files. It goes on when the agent dies. */
final class Hands {
    private static final long KILLS = 500;
    private static final long KILLS_AT_MOST = 4 * Schedule.MILLI;
    private static final long CUTS = 2 * Schedule.MILLI;
    private static final long CUTS_AT_MOST = 30 * Schedule.MILLI;

    private final Schedule schedule;
    private final Chance chance;

    Hands(World world) {
        this.schedule = world.schedule();
        this.chance = world.chance();
    }

    void kill(SimulatedMysql server, Acts.Reply reply) {
        schedule.after(chance.between(KILLS, KILLS_AT_MOST), () -> {
            server.kill();
            reply.done();
        });
    }

    void launch(SimulatedMysql server, Duration bound, Acts.Reply reply) {
        boolean[] over = new boolean[1];
        server.launch(
                () -> {
                    over[0] = true;
                    reply.done();
                },
                () -> {
                    over[0] = true;
                    reply.failed("CANNOT_START");
                });
        schedule.after(Schedule.toMicros(bound), () -> {
            if (!over[0]) {
                reply.failed("CANNOT_START");
            }
        });
    }

    void cut(SimulatedMysql server, GtidSet keep, Acts.Reply reply) {
        schedule.after(chance.between(CUTS, CUTS_AT_MOST), () -> {
            if (server.running() || server.starting()) {
                reply.failed("MYSQLD_RUNS");
            } else {
                GtidSet gone = server.cutTail(keep);
                server.trace("cut ", gone, " from the binlog");
                SortedMap<String, String> details = new TreeMap<>();
                details.put("tail.gtids", gone.toString());
                reply.done(GtidSet.EMPTY, GtidSet.EMPTY, details);
            }
        });
    }
}

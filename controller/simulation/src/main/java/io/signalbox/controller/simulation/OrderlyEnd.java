package io.signalbox.controller.simulation;

import java.util.function.BooleanSupplier;

/**
 * How a mysqld ends that was told to: by its agent, which looks first whether commits wait, or by somebody's hand. Nobody
 * gets in or is answered any more, replicas go on fetching, and at its end what still waits is acknowledged.
 */
final class OrderlyEnd {
    private static final long ENDS = 300 * Schedule.MILLI;
    private static final long ENDS_AT_MOST = 2500 * Schedule.MILLI;
    private static final long ENDS_BY_HAND = 2800 * Schedule.MILLI;
    private static final long ENDS_BY_HAND_AT_MOST = 11 * Schedule.SECOND;
    private static final long NEVER = -1;

    private final SimulatedMysql mysql;
    private final Schedule schedule;
    private final Chance chance;
    private long life = NEVER;
    private long since;

    OrderlyEnd(SimulatedMysql mysql, Schedule schedule, Chance chance) {
        this.mysql = mysql;
        this.schedule = schedule;
        this.chance = chance;
    }

    /** Begun by hand, and not over. */
    boolean begun() {
        return mysql.running() && life == mysql.life();
    }

    /** Whether it had not begun at that time. */
    boolean beganAfter(long time) {
        return begun() && since >= time;
    }

    /** SIGTERM by its agent: acknowledges what waits, then ends. */
    void byOrder(Runnable ended) {
        long mine = mysql.life();
        mysql.commits().setCounted(false);
        mysql.close();
        schedule.after(chance.between(ENDS, ENDS_AT_MOST), () -> {
            if (mysql.life() == mine) {
                mysql.die();
            }
            ended.run();
        });
    }

    /**
     * SIGTERM by hand.
     *
     * @param watched whether its agent has been there all the time: nobody else could keep mysqld from acknowledging what
     *     waits, and no history is about that
     */
    void byHand(BooleanSupplier watched) {
        if (!mysql.awake() || begun()) {
            return;
        }
        long mine = mysql.life();
        life = mine;
        since = schedule.now();
        mysql.trace("mysqld is told to end by hand, ", mysql.commits().waiting(), " commits waiting");
        mysql.close();
        schedule.after(chance.between(ENDS_BY_HAND, ENDS_BY_HAND_AT_MOST), () -> {
            if (mysql.life() == mine) {
                mysql.whenAwake(() -> end(watched));
            }
        });
    }

    private void end(BooleanSupplier watched) {
        if (watched.getAsBoolean()) {
            mysql.commits().setCounted(false);
        }
        mysql.trace("mysqld has ended in order");
        mysql.die();
    }
}

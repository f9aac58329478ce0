package io.signalbox.controller.simulation;

import io.signalbox.mysql.gtid.GtidSet;
import java.util.ArrayList;
import java.util.List;

/** The applier of a replica: one transaction after the other, at a rate that faults may lower. */
final class Applier {
    private static final long FASTEST = 100;
    private static final long USUAL = 700;
    private static final long SLOWEST = 20 * Schedule.MILLI;

    /** Of the times that are drawn for a transaction. */
    static final long MEAN = 650;

    private record Wait(GtidSet set, Runnable done) {}

    private final SimulatedMysql server;
    private final Schedule schedule;
    private final Chance chance;
    private final List<Wait> waits = new ArrayList<>();
    private boolean on;
    private String error = "";
    private boolean busy;
    private long life;
    private long usualSlowness = 1;
    private long slowness = 1;

    Applier(SimulatedMysql server, Schedule schedule, Chance chance) {
        this.server = server;
        this.schedule = schedule;
        this.chance = chance;
    }

    boolean on() {
        return on;
    }

    /** As MySQL gives it; empty while it was not stopped by one. */
    String error() {
        return error;
    }

    void start() {
        on = true;
        error = "";
        goOn();
    }

    void stop() {
        on = false;
        error = "";
        busy = false;
        life++;
        waits.clear();
    }

    /** What it was applying just then ends in an error that stops it; an applier without work only waits. */
    void runsOutOfRoom() {
        if (on && busy) {
            stop();
            error = "1114: The table is full";
        }
    }

    void usuallySlowBy(long factor) {
        usualSlowness = factor;
        slowness = factor;
    }

    void asUsual() {
        slowness = usualSlowness;
    }

    /** How long what was received will take. */
    long lag() {
        return server.disk().backlog() * slowness * (FASTEST + USUAL) / 2;
    }

    void slowBy(long factor) {
        slowness = factor;
    }

    /** While the own source side is on, nobody acknowledges what the applier commits: it stands. */
    void goOn() {
        if (!on
                || busy
                || !server.awake()
                || !server.writes().diskTakesWrites()
                || server.disk().allApplied()
                || server.commits().counted()) {
            return;
        }
        busy = true;
        long mine = life;
        schedule.after(chance.delay(FASTEST, USUAL, SLOWEST) * slowness, () -> {
            if (life == mine) {
                busy = false;
                if (on && server.awake() && server.writes().diskTakesWrites()) {
                    server.disk().applyNext();
                    server.pumpAll();
                    tellWaiters();
                }
                goOn();
            }
        });
    }

    void await(GtidSet set, Runnable done) {
        waits.add(new Wait(set, done));
        tellWaiters();
    }

    private void tellWaiters() {
        List<Wait> over = waits.stream()
                .filter(wait -> server.disk().executed().contains(wait.set()))
                .toList();
        waits.removeAll(over);
        over.forEach(wait -> wait.done().run());
    }
}

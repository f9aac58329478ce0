package io.signalbox.agents.daemon.shell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A loop that a test turns by hand, with a clock of its own. */
final class HandLoop implements Loop {
    private static final long BOUND_SECONDS = 20;

    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final List<Alarm> alarms = new ArrayList<>();
    private Duration now = Duration.ZERO;

    private record Alarm(Duration at, Runnable task) {}

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Timer after(Duration time, Runnable task) {
        Alarm alarm = new Alarm(now.plus(time), task);
        alarms.add(alarm);
        return () -> alarms.remove(alarm);
    }

    @Override
    public Timer every(Duration time, Runnable task) {
        throw new UnsupportedOperationException();
    }

    /** Waits for one task from another thread, and does it. */
    void turn() {
        try {
            Runnable task = tasks.poll(BOUND_SECONDS, TimeUnit.SECONDS);
            if (task == null) {
                throw new AssertionError("nothing came to the loop");
            }
            task.run();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    boolean isIdle() {
        return tasks.isEmpty();
    }

    /** Lets time pass, and does what was waiting for it. */
    void pass(Duration time) {
        now = now.plus(time);
        List<Alarm> due =
                alarms.stream().filter(alarm -> alarm.at.compareTo(now) <= 0).toList();
        alarms.removeAll(due);
        due.forEach(alarm -> alarm.task.run());
    }
}

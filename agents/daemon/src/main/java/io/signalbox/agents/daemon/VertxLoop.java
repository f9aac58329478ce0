package io.signalbox.agents.daemon;

import io.signalbox.agents.daemon.shell.Loop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/** The serial thread: an event loop of Vert.x. */
final class VertxLoop implements Loop {
    private final Vertx vertx;
    private final Context context;

    VertxLoop(Vertx vertx, Context context) {
        this.vertx = vertx;
        this.context = context;
    }

    @Override
    public void execute(Runnable task) {
        context.runOnContext(nothing -> task.run());
    }

    @Override
    public Timer after(Duration time, Runnable task) {
        return timer(vertx.setTimer(Math.max(1, time.toMillis()), id -> task.run()));
    }

    @Override
    public Timer every(Duration time, Runnable task) {
        return timer(vertx.setPeriodic(Math.max(1, time.toMillis()), id -> task.run()));
    }

    private Timer timer(long id) {
        return () -> vertx.cancelTimer(id);
    }
}

package io.signalbox.controller.daemon.links;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Commands of one link that wait for their answer, each with its deadline. Used on the link's event loop only. */
final class Pending {
    private final Vertx vertx;
    private final String server;
    private final LinkListener listener;
    private final Map<String, Long> timers = new LinkedHashMap<>();

    Pending(Vertx vertx, String server, LinkListener listener) {
        this.vertx = vertx;
        this.server = server;
        this.listener = listener;
    }

    void add(String commandId, Duration deadline) {
        long timer = vertx.setTimer(
                Math.max(1, deadline.toMillis()),
                due -> giveUp(commandId, "no answer within " + deadline.toMillis() + " ms"));
        Long replaced = timers.put(commandId, timer);
        if (replaced != null) {
            vertx.cancelTimer(replaced);
        }
    }

    /** @return false if nobody waits for it any more: it was called unanswered already */
    boolean settle(String commandId) {
        Long timer = timers.remove(commandId);
        return timer != null && vertx.cancelTimer(timer);
    }

    void giveUpAll(String reason) {
        for (String id : timers.keySet().toArray(String[]::new)) {
            giveUp(id, reason);
        }
    }

    private void giveUp(String commandId, String reason) {
        Long timer = timers.remove(commandId);
        if (timer != null) {
            vertx.cancelTimer(timer);
            listener.unanswered(commandId, server, reason);
        }
    }
}

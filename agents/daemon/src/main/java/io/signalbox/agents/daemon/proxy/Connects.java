package io.signalbox.agents.daemon.proxy;

import io.signalbox.haproxy.command.ServerId;
import io.signalbox.haproxy.reply.ServerTraffic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When connections to each server were last seen to succeed, told from counters alone: sessions were given to it, and
 * neither then nor until the next look did a connect fail. A connect into the void fails within one retry grain, which is
 * shorter than the time between two looks, so it is never taken for a success.
 *
 * <p>Bytes cannot say it: HAProxy adds a session's when it ends (with {@code option contstats} every 5 s). Not safe for
 * use by several threads.
 */
final class Connects {
    /** What a server's counters were, and since when a growth of sessions waits for the next look. */
    private record Counted(long total, long errors, Optional<Long> tried) {}

    private final Map<ServerId, Counted> counted = new HashMap<>();
    private final Map<ServerId, Long> worked = new HashMap<>();

    void look(Collection<ServerTraffic> seen) {
        long now = System.nanoTime();
        seen.forEach(traffic -> look(traffic, now));
    }

    private void look(ServerTraffic now, long at) {
        Counted before = counted.get(now.id());
        boolean failed = before != null && now.connectErrors() != before.errors();
        if (before != null && !failed) {
            before.tried().ifPresent(tried -> worked.put(now.id(), tried));
        }
        boolean tries = before != null && !failed && now.total() > before.total();
        counted.put(
                now.id(), new Counted(now.total(), now.connectErrors(), tries ? Optional.of(at) : Optional.empty()));
    }

    Optional<Duration> lastWorked(ServerId server) {
        return Optional.ofNullable(worked.get(server)).map(at -> Duration.ofNanos(System.nanoTime() - at));
    }
}

package io.signalbox.agents.daemon.proxy;

import io.signalbox.haproxy.command.ServerId;
import io.signalbox.haproxy.reply.ServerTraffic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When connections to each server were last seen to work, told from counters alone: sessions were given to it, neither
 * then nor until the next look did a connect fail, and sessions ended that had brought bytes from it. A connect into the
 * void fails within one retry grain, which is shorter than the time between two looks, so it is never taken for a success.
 *
 * <p>Neither is enough by itself. The kernel of a host that stands still accepts connections all the same. And HAProxy adds
 * a session's bytes when it ends (with {@code option contstats} every 5 s): those of a lost server come when its clients
 * give up. Not safe for use by several threads.
 */
final class Connects {
    /** What a server's counters were, and what waits for the next look. */
    private record Counted(long total, long errors, long bytes, Optional<Try> tried) {}

    /** Sessions were given to the server: when that was seen, and the bytes that it had sent before. */
    private record Try(long at, long bytesBefore) {}

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
            before.tried()
                    .filter(tried -> now.bytesOut() > tried.bytesBefore())
                    .ifPresent(tried -> worked.put(now.id(), tried.at()));
        }
        Optional<Try> tries = before != null && !failed && now.total() > before.total()
                ? Optional.of(new Try(at, before.bytes()))
                : Optional.empty();
        counted.put(now.id(), new Counted(now.total(), now.connectErrors(), now.bytesOut(), tries));
    }

    Optional<Duration> lastWorked(ServerId server) {
        return Optional.ofNullable(worked.get(server)).map(at -> Duration.ofNanos(System.nanoTime() - at));
    }
}

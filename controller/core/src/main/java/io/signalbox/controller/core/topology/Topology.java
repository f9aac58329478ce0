package io.signalbox.controller.core.topology;

import io.signalbox.agents.protocol.Report;
import io.signalbox.controller.core.event.ClockJump;
import io.signalbox.controller.core.event.Time;
import io.signalbox.controller.core.observation.Observation;
import io.signalbox.controller.core.observation.Observations;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.settings.ClusterSettings;
import io.signalbox.controller.core.settings.ClusterSettings.DatabaseServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One immutable picture of the site. Servers are in the order of the settings.
 *
 * @param clockJump this host's last jump of the clock
 */
public record Topology(
        Time now,
        ClusterSettings settings,
        ClusterRecord record,
        List<ServerSight> servers,
        List<ProxySight> proxies,
        Optional<ClockJump> clockJump) {

    public static Topology of(Time now, ClusterSettings settings, ClusterRecord record, Observations observations) {
        Duration watched = observations.watched(now);
        return new Topology(
                now,
                settings,
                record,
                settings.servers().stream()
                        .map(s -> sight(s, observations.of(s.name()), now, settings, watched))
                        .toList(),
                settings.proxies().stream()
                        .map(p -> proxy(p, observations.of(p), now, settings))
                        .toList(),
                observations.clockJump());
    }

    private static ServerSight sight(
            DatabaseServer server, Optional<Observation> seen, Time now, ClusterSettings settings, Duration watched) {
        Duration age = seen.map(o -> now.since(o.seen())).orElse(Duration.ZERO);
        Optional<Report> report = seen.flatMap(Observation::report);
        boolean linked = seen.filter(Observation::linked).isPresent();
        Duration unheard = seen.flatMap(Observation::heard).map(now::since).orElse(watched);
        return new ServerSight(
                server, linked, report, age, linked && report.isPresent() && young(age, settings), unheard);
    }

    private static ProxySight proxy(String name, Optional<Observation> seen, Time now, ClusterSettings settings) {
        return new ProxySight(
                name,
                seen.filter(Observation::linked).isPresent(),
                seen.map(o -> now.since(o.seen())).orElse(Duration.ZERO),
                seen.filter(Observation::linked)
                        .filter(o -> young(now.since(o.seen()), settings))
                        .flatMap(Observation::report)
                        .flatMap(Report::proxy));
    }

    private static boolean young(Duration age, ClusterSettings settings) {
        return age.compareTo(settings.bounds().linkLostAfter()) <= 0;
    }

    public Optional<ServerSight> server(String name) {
        for (ServerSight server : servers) {
            if (server.name().equals(name)) {
                return Optional.of(server);
            }
        }
        return Optional.empty();
    }

    /** The recorded primary; absent before bootstrap. */
    public Optional<ServerSight> primary() {
        return server(record.primary());
    }

    /** Everybody but the recorded primary. */
    public List<ServerSight> others() {
        return those(s -> !s.name().equals(record.primary()));
    }

    public List<ServerSight> ackers() {
        return those(s -> record.ackers().contains(s.name()));
    }

    private List<ServerSight> those(Predicate<ServerSight> which) {
        List<ServerSight> those = new ArrayList<>(servers.size());
        for (ServerSight server : servers) {
            if (which.test(server)) {
                those.add(server);
            }
        }
        return Collections.unmodifiableList(those);
    }

    /** Whether clients could be sent to this server: one HAProxy has it, or cannot be asked and is presumed to. */
    public boolean proxiesKnow(String server) {
        String writers = settings.writerBackend();
        return proxies.isEmpty()
                || proxies.stream()
                        .anyMatch(p ->
                                !p.tells(writers) || p.server(writers, server).isPresent());
    }

    /** How many ackers must be detached before anybody else may be opened: {@code n - k + 1}. */
    public int quorum() {
        return record.ackers().size() - record.k() + 1;
    }
}

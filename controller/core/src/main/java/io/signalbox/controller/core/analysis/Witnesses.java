package io.signalbox.controller.core.analysis;

import io.signalbox.agents.protocol.Report.ProxyServer;
import io.signalbox.agents.protocol.Report.Receiver;
import io.signalbox.agents.protocol.Report.ReceiverState;
import io.signalbox.controller.core.analysis.Evidence.Says;
import io.signalbox.controller.core.topology.ProxySight;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.controller.core.topology.Topology;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everybody who could know of a primary whose own agent is silent, and what each says. One who hears it says that it
 * lives. One who ought to hear it and does not says that it is lost. One who was stopped, is shut out, or cannot be asked
 * says nothing, and never counts for either side.
 */
public final class Witnesses {
    /** A replica's word that is older than this says nothing. A few reports long. */
    private static final Duration OLD_WORD = Duration.ofMillis(500);

    /** What only a source that lives can answer to a connect, in the words of MySQL's server and client errors. */
    private static final List<String> REFUSALS = List.of(
            "Access denied", // 1045
            "locked", // 3118: the account
            "is blocked", // 1129: the host
            "Too many connections", // 1040
            "max_user_connections", // 1203, 1226
            "not allowed to connect", // 1130
            "password has expired", // 1862
            "offline mode", // 3032
            "certificate"); // 2026

    private final Topology t;
    private final ServerSight primary;
    private final Duration bound;

    private Witnesses(Topology topology, ServerSight primary, Duration bound) {
        this.t = topology;
        this.primary = primary;
        this.bound = bound;
    }

    /** Every witness's word, the primary's own agent first. */
    public static List<Evidence> of(Topology t, ServerSight primary) {
        return of(t, primary, t.settings().bounds().witnessSilentAfter());
    }

    /** As {@link #of(Topology, ServerSight)}; silence is what lasts for {@code bound}. */
    static List<Evidence> of(Topology t, ServerSight primary, Duration bound) {
        Witnesses witnesses = new Witnesses(t, primary, bound);
        return Stream.of(Stream.of(witnesses.ownAgent()), witnesses.replicas(), witnesses.proxies())
                .flatMap(words -> words)
                .toList();
    }

    static List<Evidence> replicas(Topology t, ServerSight primary) {
        return new Witnesses(t, primary, t.settings().bounds().witnessSilentAfter())
                .replicas()
                .toList();
    }

    static List<Evidence> proxies(Topology t, ServerSight primary) {
        return new Witnesses(t, primary, t.settings().bounds().witnessSilentAfter())
                .proxies()
                .toList();
    }

    static boolean anySays(List<Evidence> words, Says what) {
        return words.stream().anyMatch(word -> word.says() == what);
    }

    private Evidence ownAgent() {
        String silent = "nothing for " + millis(primary.unheard());
        if (!primary.fresh()) {
            return new Evidence(primary.name(), Says.NOTHING, "agent says", silent, primary.unheard());
        }
        Says says = primary.dead() ? Says.LOST : primary.silent().isZero() ? Says.ALIVE : Says.NOTHING;
        String process = primary.process()
                .map(p -> p.name().toLowerCase(java.util.Locale.ROOT))
                .orElse("unknown");
        String sql = primary.silent().isZero() ? "" : ", SQL silent for " + millis(primary.silent()) + late(primary);
        return new Evidence(primary.name(), says, "mysqld is", process + sql, primary.age());
    }

    private static String late(ServerSight p) {
        Duration processor = p.silent().minus(p.silentForItself());
        return processor.isZero() ? "" : ", " + millis(processor) + " of it for want of a processor";
    }

    private Stream<Evidence> replicas() {
        return t.others().stream().map(this::replica);
    }

    private Evidence replica(ServerSight r) {
        Optional<Receiver> receiver = r.receiver();
        if (receiver.isEmpty() || !r.follows(primary)) {
            String value = !r.fresh()
                    ? "agent cannot be reached"
                    : receiver.isEmpty() ? "does not run" : "stopped, or follows another";
            return new Evidence(r.name(), Says.NOTHING, "receiver", value, r.age());
        }
        return new Evidence(r.name(), says(r, receiver.get()), "receiver", words(receiver.get()), r.age());
    }

    private Says says(ServerSight r, Receiver receiver) {
        boolean silent = receiver.silent().compareTo(bound) >= 0;
        if (receiver.state() == ReceiverState.ON && !silent) {
            return Says.ALIVE;
        }
        boolean knows = silent && !shutOut(receiver) && isOfNow(r);
        return knows ? Says.LOST : Says.NOTHING;
    }

    /** The report is young, and the replica's own mysqld answered just before it: one that hangs or ends knows of nothing. */
    private static boolean isOfNow(ServerSight r) {
        return r.age().compareTo(OLD_WORD) <= 0
                && r.report()
                        .filter(report -> report.probes().readSilent().compareTo(OLD_WORD) <= 0)
                        .isPresent();
    }

    /** The primary answered, with a refusal: this receiver has a trouble of its own. */
    private static boolean shutOut(Receiver receiver) {
        return REFUSALS.stream().anyMatch(receiver.error()::contains);
    }

    private static String words(Receiver receiver) {
        String state = receiver.state().name().toLowerCase(java.util.Locale.ROOT);
        return state + ", heard " + millis(receiver.silent()) + " ago";
    }

    private Stream<Evidence> proxies() {
        return t.proxies().stream().map(this::proxy);
    }

    private Evidence proxy(ProxySight p) {
        Optional<ProxyServer> line = p.server(t.settings().writerBackend(), primary.name());
        if (line.isEmpty()) {
            return new Evidence(p.name(), Says.NOTHING, "proxy", "cannot be asked: presumed open", p.age());
        }
        Optional<Duration> worked = line.get().lastWorked();
        Says says = worked.filter(ago -> ago.compareTo(bound) < 0).isPresent() ? Says.ALIVE : Says.NOTHING;
        return new Evidence(p.name(), says, "connections to it", words(line.get(), worked), p.age());
    }

    private static String words(ProxyServer line, Optional<Duration> worked) {
        return worked.map(ago -> "worked " + millis(ago) + " ago").orElse("not seen to work") + ", " + line.sessions()
                + " sessions, " + line.connectErrors() + " connect errors";
    }

    static String millis(Duration duration) {
        return duration.toMillis() + " ms";
    }
}

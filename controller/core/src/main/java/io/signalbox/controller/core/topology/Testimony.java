package io.signalbox.controller.core.topology;

import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Report.ReceiverState;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one witness says of the primary, for people.
 *
 * @param age since its report came, or since the agent was heard last
 */
public record Testimony(String witness, String said, Duration age) {

    /** The primary's own agent first, then the replicas', then the proxies'. Nothing while no primary is recorded. */
    public static List<Testimony> of(Topology t) {
        return t.primary().stream()
                .flatMap(p -> Stream.of(
                                Stream.of(new Testimony("agent of " + p.name(), ofItsAgent(p), p.age())),
                                t.others().stream()
                                        .map(r -> new Testimony("agent of " + r.name(), ofReplica(r, p), r.age())),
                                t.proxies().stream().map(x -> ofProxy(t, x, p)))
                        .flatMap(s -> s))
                .toList();
    }

    private static String ofItsAgent(ServerSight p) {
        if (!p.fresh()) {
            return p.report().isEmpty() ? "never heard" : "not heard any more";
        }
        Report report = p.report().orElseThrow();
        if (!p.running()) {
            String detail = report.mysqld().detail();
            return "mysqld is " + word(report.mysqld().state()) + " for "
                    + report.mysqld().since().toMillis() + " ms" + (detail.isEmpty() ? "" : ": " + detail);
        }
        return p.silent().isZero()
                ? "SQL answers, " + (p.serves() ? "writable" : p.open() ? "offline" : "read-only")
                : "SQL silent for " + p.silent().toMillis() + " ms: "
                        + report.probes().sentence();
    }

    private static String ofReplica(ServerSight r, ServerSight p) {
        if (!r.fresh()) {
            return r.report().isEmpty() ? "never heard" : "not heard any more";
        }
        if (!r.running()) {
            return "its own mysqld does not run";
        }
        if (!r.follows(p)) {
            return "does not follow " + p.name();
        }
        Report.Receiver receiver = r.receiver().orElseThrow();
        return (receiver.state() == ReceiverState.ON ? "connected to " : "tries to connect to ") + p.name()
                + ", heard nothing for " + receiver.silent().toMillis() + " ms"
                + (receiver.error().isEmpty() ? "" : ": " + receiver.error());
    }

    private static Testimony ofProxy(Topology t, ProxySight x, ServerSight p) {
        String said = x.proxy()
                .map(proxy -> proxy.alive()
                        ? x.server(t.settings().writerBackend(), p.name())
                                .map(s -> s.sessions() + " sessions on " + p.name() + ", " + s.connectErrors()
                                        + " connect errors so far")
                                .orElse("has no line for " + p.name())
                        : "its HAProxy does not answer: " + proxy.error())
                .orElse("not heard");
        return new Testimony("agent of " + x.name(), said, x.age());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}

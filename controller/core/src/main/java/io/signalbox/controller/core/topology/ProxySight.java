package io.signalbox.controller.core.topology;

import io.signalbox.agents.protocol.Report;
import java.time.Duration;
import java.util.Optional;

/** One HAProxy, as its agent sees it now. {@code proxy} is absent unless its report, {@code age} old, is fresh. */
public record ProxySight(String name, boolean linked, Duration age, Optional<Report.Proxy> proxy) {
    /** It answers, and has servers in this backend. */
    boolean tells(String backend) {
        return proxy.filter(Report.Proxy::alive)
                .filter(p -> p.servers().stream().anyMatch(s -> s.backend().equals(backend)))
                .isPresent();
    }

    public Optional<Report.ProxyServer> server(String backend, String server) {
        return proxy.stream()
                .flatMap(p -> p.servers().stream())
                .filter(s -> s.backend().equals(backend) && s.server().equals(server))
                .findFirst();
    }
}

package io.signalbox.controller.core.topology;

import io.signalbox.agents.protocol.Report;
import java.time.Duration;
import java.util.Optional;

/** One HAProxy, as its agent sees it now. {@code proxy} is absent unless its report, {@code age} old, is fresh. */
public record ProxySight(String name, boolean linked, Duration age, Optional<Report.Proxy> proxy) {
    public Optional<Report.ProxyServer> server(String backend, String server) {
        return proxy.stream()
                .flatMap(p -> p.servers().stream())
                .filter(s -> s.backend().equals(backend) && s.server().equals(server))
                .findFirst();
    }
}

package io.signalbox.agents.daemon.proxy;

import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Report.ProxyServer;
import java.util.List;
import java.util.Optional;

/** Tells a change that others decide by from counters that move all the time. */
final class Noteworthy {
    private Noteworthy() {}

    static boolean same(Report.Proxy one, Report.Proxy other) {
        return still(one).equals(still(other));
    }

    private static Report.Proxy still(Report.Proxy proxy) {
        List<ProxyServer> servers = proxy.servers().stream()
                .map(each -> new ProxyServer(
                        each.backend(),
                        each.server(),
                        each.status(),
                        each.weight(),
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        Optional.empty()))
                .toList();
        return new Report.Proxy(
                proxy.alive(),
                proxy.version(),
                proxy.pid(),
                proxy.startedAt(),
                proxy.reloads(),
                proxy.oldWorkers(),
                proxy.routed(),
                proxy.drift(),
                servers,
                proxy.error());
    }
}

package io.signalbox.controller.daemon.reads;

import io.signalbox.agents.protocol.Report.ProxyServer;
import io.signalbox.controller.core.view.ClusterView;
import io.signalbox.controller.core.view.ClusterView.ProxyView;
import io.signalbox.controller.daemon.Samples;
import java.util.List;
import java.util.Optional;

/** Clusters of db1, the primary, and db2, behind proxies as told. */
final class Views {
    static final String READERS = "mysql_main_ro";

    private Views() {}

    static ClusterView with(ProxyView... proxies) {
        ClusterView v = Samples.view();
        return new ClusterView(
                v.record(),
                v.wantedK(),
                v.leading(),
                v.writable(),
                v.servers(),
                List.of(proxies),
                v.web(),
                v.problems(),
                v.decision(),
                v.run(),
                v.runs(),
                v.failovers(),
                v.predictedOutage(),
                v.protectedNow());
    }

    static ProxyView proxy(boolean alive, ProxyServer... lines) {
        return new ProxyView("lb1", true, alive, true, "3.0.11", 99, 0, 0, "db1", List.of(), List.of(lines));
    }

    static ProxyServer line(String backend, String server, String status, int weight, int sessions) {
        return new ProxyServer(backend, server, status, weight, sessions, 0, 0, 0, 0, 0, Optional.empty());
    }

    static ProxyServer reader(String server, String status, int weight, int sessions) {
        return line(READERS, server, status, weight, sessions);
    }
}

package io.signalbox.controller.daemon.reads;

import io.signalbox.agents.protocol.Report.ProxyServer;
import io.signalbox.controller.core.view.ClusterView;
import io.signalbox.controller.core.view.ClusterView.ProxyView;
import io.signalbox.controller.core.view.ClusterView.ServerView;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The port for reads of a cluster, as all proxies keep it.
 *
 * @param backend the readers' in haproxy.cfg
 */
public record ReadPort(String backend) {
    private static final String LAST_RESORT = "_unchecked";
    private static final String MAINTENANCE = "MAINT";

    /**
     * Every server to which a client of the port may be connected, or get connected to as things are. Where a proxy cannot
     * be seen, or has nobody who passes its check, that is everybody who is not in maintenance.
     */
    public SortedSet<String> readers(ClusterView view) {
        SortedSet<String> readers = new TreeSet<>();
        for (ProxyView proxy : view.proxies()) {
            if (proxy.linked() && proxy.alive()) {
                readers.addAll(readers(proxy));
            } else {
                view.servers().stream().map(ServerView::name).forEach(readers::add);
            }
        }
        return readers;
    }

    private List<String> readers(ProxyView proxy) {
        boolean any = lines(proxy).anyMatch(ReadPort::usable);
        Predicate<ProxyServer> gets =
                any ? ReadPort::usable : line -> !line.status().startsWith(MAINTENANCE);
        return Stream.concat(
                        lines(proxy).filter(line -> gets.test(line) || line.sessions() > 0),
                        proxy.servers().stream()
                                .filter(line -> line.backend().equals(backend + LAST_RESORT) && line.sessions() > 0))
                .map(ProxyServer::server)
                .toList();
    }

    /** What a server gets of the whole, in hundredths, on the proxy that gives it least; empty if no proxy is seen. */
    public OptionalInt weight(ClusterView view, String server) {
        return view.proxies().stream()
                .filter(ProxyView::alive)
                .flatMap(this::lines)
                .filter(line -> line.server().equals(server))
                .mapToInt(line -> usable(line) ? line.weight() : 0)
                .min();
    }

    private Stream<ProxyServer> lines(ProxyView proxy) {
        return proxy.servers().stream().filter(line -> line.backend().equals(backend));
    }

    private static boolean usable(ProxyServer line) {
        boolean up = line.status().startsWith("UP") || line.status().equals("no check");
        return up && line.weight() > 0;
    }
}

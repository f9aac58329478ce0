package io.signalbox.haproxy.configuration;

import io.signalbox.haproxy.configuration.ProxyLayout.DatabaseServer;
import io.signalbox.haproxy.configuration.ProxyLayout.Fresh;
import io.signalbox.haproxy.configuration.ProxyLayout.Https;
import io.signalbox.haproxy.configuration.ProxyLayout.Limits;
import io.signalbox.haproxy.configuration.ProxyLayout.Listener;
import io.signalbox.haproxy.configuration.ProxyLayout.Reads;
import io.signalbox.haproxy.configuration.ProxyLayout.SqlCluster;
import io.signalbox.haproxy.configuration.ProxyLayout.Timing;
import io.signalbox.haproxy.configuration.ProxyLayout.WebServer;
import io.signalbox.haproxy.configuration.ProxyLayout.WebTier;
import io.signalbox.haproxy.pool.LastResort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Sites for tests. */
public final class Layouts {
    private Layouts() {}

    /** Cluster {@code main} and the web tier on {@code servers} hosts; the balancer is host 1 of {@code network}. */
    public static ProxyLayout site(String network, Path runtimeSocket, int servers, Optional<String> cookie) {
        return site(network, runtimeSocket, servers, cookie, LastResort.STALE);
    }

    public static ProxyLayout site(
            String network, Path runtimeSocket, int servers, Optional<String> cookie, LastResort lastResort) {
        String balancer = network + ".1";
        return new ProxyLayout(
                Optional.of(balancer),
                new Listener(balancer, 8404),
                runtimeSocket,
                new WebTier(
                        new Listener(balancer, 8080),
                        IntStream.rangeClosed(1, servers)
                                .mapToObj(i -> new WebServer("web" + i, host(network, i), 8080, 100))
                                .toList(),
                        cookie),
                List.of(new SqlCluster(
                        "main",
                        new Listener(balancer, 6446),
                        new Reads(
                                new Listener(balancer, 6447),
                                Duration.ofSeconds(5),
                                lastResort,
                                Optional.of(new Fresh(new Listener(balancer, 6448), Duration.ofSeconds(1)))),
                        IntStream.rangeClosed(1, servers)
                                .mapToObj(i ->
                                        new DatabaseServer("db" + i, host(network, i), 3306, host(network, i), 8091))
                                .toList())),
                Timing.defaults());
    }

    /** The same with HTTPS on 8443, and limits. */
    public static ProxyLayout secure(ProxyLayout plain, Path certificate, Path limits) {
        WebTier web = plain.web();
        return new ProxyLayout(
                plain.source(),
                plain.statistics(),
                plain.runtimeSocket(),
                new WebTier(
                        web.listener(),
                        web.servers(),
                        web.cookie(),
                        Optional.of(new Https(new Listener(web.listener().host(), 8443), certificate)),
                        Optional.of(new Limits(limits, Optional.empty()))),
                plain.clusters(),
                plain.timing());
    }

    private static String host(String network, int i) {
        return network + "." + (10 + i);
    }
}

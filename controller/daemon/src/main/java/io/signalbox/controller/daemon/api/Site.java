package io.signalbox.controller.daemon.api;

import io.signalbox.controller.core.view.ClusterView;
import io.signalbox.controller.daemon.config.ControllerConfig;
import io.signalbox.controller.daemon.config.ControllerConfig.Backend;
import io.signalbox.controller.daemon.config.ControllerConfig.Proxy;
import io.signalbox.controller.daemon.doctor.Ward;
import io.signalbox.controller.daemon.loop.ClusterLoop;
import io.signalbox.controller.daemon.loop.Leadership;
import io.signalbox.controller.daemon.news.ReceiptBook;
import io.signalbox.controller.daemon.reads.ReadPort;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** What exists, by name; an unknown name is refused with those that are known. */
public record Site(ControllerConfig config, SortedMap<String, Seat> seats) {

    /** A cluster's loop, the receipts of its past, and what its servers look like to the doctor. */
    public record Seat(ClusterLoop loop, ReceiptBook receipts, Ward ward) {
        ClusterView view() {
            return loop.view();
        }
    }

    /** Who leads: one controller, every cluster. */
    Leadership.Standing standing() {
        return webCluster().loop().standing();
    }

    Seat cluster(String name) {
        return find("cluster", name, seats);
    }

    /** The cluster whose kernel routes web servers. */
    Seat webCluster() {
        return cluster(config.clusters().getFirst().name());
    }

    ReadPort readPort(String cluster) {
        return new ReadPort(named("cluster", cluster, config.clusters(), ControllerConfig.Cluster::name)
                .readerBackend());
    }

    Proxy proxy(String name) {
        return named("proxy", name, config.proxies(), Proxy::name);
    }

    Backend backend(String name) {
        return named("backend", name, config.backends(), Backend::name);
    }

    void requireWebServer(String backend, String server) {
        named("server", server, backend(backend).servers(), ControllerConfig.Web::name);
    }

    /** @param server empty means "choose for me" */
    void requireDatabaseServer(String cluster, String server) {
        List<ControllerConfig.Server> servers = config.clusters().stream()
                .filter(c -> c.name().equals(cluster))
                .flatMap(c -> c.servers().stream())
                .toList();
        if (!server.isEmpty()) {
            named("server", server, servers, ControllerConfig.Server::name);
        }
    }

    private static <T> T find(String what, String name, Map<String, T> all) {
        return Optional.ofNullable(all.get(name))
                .orElseThrow(() -> Problem.unknown(what, name, all.keySet()).refusal());
    }

    private static <T> T named(String what, String name, List<T> all, java.util.function.Function<T, String> nameOf) {
        return all.stream()
                .filter(item -> nameOf.apply(item).equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.unknown(
                                what, name, all.stream().map(nameOf).toList())
                        .refusal());
    }
}

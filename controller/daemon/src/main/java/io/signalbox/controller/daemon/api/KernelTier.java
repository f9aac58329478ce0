package io.signalbox.controller.daemon.api;

import io.signalbox.agents.protocol.Order.ServerMode;
import io.signalbox.controller.core.effect.Effect.Operation;
import io.signalbox.controller.core.effect.Effect.State;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.core.view.ClusterView;
import io.signalbox.controller.daemon.config.ControllerConfig.Cluster;
import io.signalbox.controller.daemon.config.ControllerConfig.Web;
import io.signalbox.controller.daemon.deploy.Tier;
import io.signalbox.controller.daemon.news.OperationBook;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;

/** The web tier by the kernel of the first cluster: every wish is one that an operator could have sent. */
public final class KernelTier implements Tier {
    private static final int SAME_WEIGHT = -1;
    private static final String UP = "UP";
    /** HAProxy has no check for it, and gives it clients as soon as it is ready. */
    private static final String UNCHECKED = "no check";

    private final Site site;
    private final Errands errands;

    public KernelTier(Site site, OperationBook operations) {
        this.site = site;
        this.errands = new Errands(operations);
    }

    @Override
    public boolean leads() {
        return site.standing().leads() && site.webCluster().view().leading();
    }

    /** The cluster of the agent's database, if it has one: agents compare terms of their own cluster. */
    @Override
    public long term(String backend, String server) {
        String host = site.backend(backend).servers().stream()
                .filter(web -> web.name().equals(server))
                .map(Web::host)
                .findFirst()
                .orElse("");
        String cluster = site.config().clusters().stream()
                .filter(c -> c.servers().stream().anyMatch(s -> s.name().equals(host)))
                .map(Cluster::name)
                .findFirst()
                .orElse(site.config().clusters().getFirst().name());
        return site.cluster(cluster).view().record().term();
    }

    @Override
    public Sight sight() {
        return sightOf(site);
    }

    static Sight sightOf(Site site) {
        List<ClusterView.ProxyView> proxies = site.webCluster().view().proxies();
        int heard = (int) proxies.stream()
                .filter(proxy -> proxy.linked() && !proxy.servers().isEmpty())
                .count();
        return new Sight(proxies.size(), heard);
    }

    @Override
    public List<String> servers(String backend) {
        return site.backend(backend).servers().stream().map(Web::name).toList();
    }

    @Override
    public ServerMode wanted(String backend, String server) {
        var wish = site.webCluster().view().record().web().get(backend + "/" + server);
        return wish == null ? ServerMode.READY : wish.mode();
    }

    @Override
    public boolean takesTraffic(String backend, String server) {
        return site.webCluster().view().web().stream()
                .anyMatch(web -> web.backend().equals(backend)
                        && web.server().equals(server)
                        && (web.status().startsWith(UP)
                                || web.status().toLowerCase(Locale.ROOT).startsWith(UNCHECKED)));
    }

    @Override
    public Optional<String> objection(String backend, String server) throws InterruptedException {
        try {
            return failure(Errands.ask(
                    site.webCluster(), wish(backend, server, ServerMode.DRAIN, Duration.ZERO), Asking.id(true), true));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.of("the kernel does not answer: " + e.getMessage());
        }
    }

    @Override
    public Optional<String> set(String backend, String server, ServerMode mode, Duration deadline)
            throws InterruptedException {
        return failure(errands.end(site.webCluster(), wish(backend, server, mode, deadline), deadline));
    }

    private static BiFunction<String, Boolean, Intent> wish(
            String backend, String server, ServerMode mode, Duration deadline) {
        return (id, dry) ->
                new Intent.SetWeb(id, backend, server, mode, SAME_WEIGHT, Optional.of(deadline), false, dry);
    }

    private static Optional<String> failure(Operation end) {
        return end.state() == State.DONE
                ? Optional.empty()
                : Optional.of(end.sentence().isEmpty() ? "it ended as " + end.state() : end.sentence());
    }
}

package io.signalbox.controller.daemon.api;

import io.signalbox.agents.protocol.Order.ServerMode;
import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.daemon.api.Site.Seat;
import io.signalbox.controller.daemon.config.ControllerConfig;
import io.signalbox.controller.daemon.config.ControllerConfig.Backend;
import io.signalbox.controller.daemon.config.ControllerConfig.Cluster;
import io.signalbox.controller.daemon.config.ControllerConfig.Server;
import io.signalbox.controller.daemon.config.ControllerConfig.Web;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What must be done, in order, so that nobody uses a host any more, or so that it serves again: its web servers, the
 * primary if it is there, its replica. Made from what is so now; a step for what is so already is left out, so that a plan
 * that broke off is simply asked for again.
 */
record HostPlan(Site site, String host) {
    private static final int SAME_WEIGHT = -1;
    private static final String IS_PRIMARY = "IS_PRIMARY";

    /**
     * One wish, as an operator would send it by itself.
     *
     * @param intent from an operation's name and whether nothing shall be done
     */
    record Step(String sentence, Seat seat, BiFunction<String, Boolean, Intent> intent) {}

    /** @param deadline of the web servers' drains */
    List<Step> out(Optional<Duration> deadline) {
        List<Step> steps = new ArrayList<>();
        webs((backend, web) -> {
            if (wanted(backend, web) != ServerMode.MAINT) {
                steps.add(web("drain " + web.name(), backend, web, ServerMode.DRAIN, deadline));
                steps.add(web(web.name() + " into maintenance", backend, web, ServerMode.MAINT, deadline));
            }
        });
        clusters((cluster, server) -> {
            Seat seat = site.cluster(cluster.name());
            ClusterRecord record = seat.view().record();
            if (record.primary().equals(host)) {
                Duration bound = cluster.bounds().switchoverDeadline();
                steps.add(new Step(
                        "move the primary of " + cluster.name() + " away",
                        seat,
                        (id, dry) -> new Intent.Switchover(id, "", bound, dry)));
            }
            if (!record.maintenance().contains(host)) {
                steps.add(new Step(
                        host + " out of service: no acker, not read from",
                        seat,
                        (id, dry) -> new Intent.Maintain(id, host, true, dry)));
            }
        });
        return steps;
    }

    List<Step> back() {
        List<Step> steps = new ArrayList<>();
        clusters((cluster, server) -> {
            Seat seat = site.cluster(cluster.name());
            if (seat.view().record().maintenance().contains(host)) {
                steps.add(
                        new Step(host + " into service", seat, (id, dry) -> new Intent.Maintain(id, host, false, dry)));
            }
        });
        webs((backend, web) -> {
            if (wanted(backend, web) != ServerMode.READY) {
                steps.add(web(web.name() + " ready", backend, web, ServerMode.READY, Optional.empty()));
            }
        });
        return steps;
    }

    /** What only the whole plan can know: after the switchover, is there somebody left to acknowledge? */
    List<Blocker> foreseen() {
        List<Blocker> blockers = new ArrayList<>();
        clusters((cluster, server) -> {
            ClusterRecord record = site.cluster(cluster.name()).view().record();
            if (record.primary().equals(host) && record.ackers().size() < 2) {
                blockers.add(new Blocker(
                        "LAST_ACKER",
                        host,
                        "after the switchover nobody but " + host + " could acknowledge: a third server is needed"));
            }
        });
        return blockers;
    }

    /** A blocker of one step that an earlier step takes away. */
    boolean overcome(Blocker blocker) {
        return blocker.code().equals(IS_PRIMARY) && blocker.server().equals(host);
    }

    boolean known() {
        boolean[] found = new boolean[1];
        clusters((cluster, server) -> found[0] = true);
        return found[0];
    }

    private Step web(String sentence, Backend backend, Web web, ServerMode mode, Optional<Duration> deadline) {
        return new Step(
                sentence,
                site.webCluster(),
                (id, dry) ->
                        new Intent.SetWeb(id, backend.name(), web.name(), mode, SAME_WEIGHT, deadline, false, dry));
    }

    private ServerMode wanted(Backend backend, Web web) {
        var wish = site.webCluster().view().record().web().get(backend.name() + "/" + web.name());
        return wish == null ? ServerMode.READY : wish.mode();
    }

    private interface Visitor<A, B> {
        void visit(A group, B member);
    }

    private void webs(Visitor<Backend, Web> visitor) {
        site.config()
                .backends()
                .forEach(backend -> backend.servers().stream()
                        .filter(web -> web.host().equals(host))
                        .forEach(web -> visitor.visit(backend, web)));
    }

    private void clusters(Visitor<Cluster, Server> visitor) {
        ControllerConfig config = site.config();
        config.clusters()
                .forEach(cluster -> cluster.servers().stream()
                        .filter(server -> server.name().equals(host))
                        .forEach(server -> visitor.visit(cluster, server)));
    }
}

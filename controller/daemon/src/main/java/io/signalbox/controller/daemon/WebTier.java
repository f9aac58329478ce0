package io.signalbox.controller.daemon;

import io.signalbox.controller.daemon.api.ApiServer;
import io.signalbox.controller.daemon.api.HostErrands;
import io.signalbox.controller.daemon.api.KernelTier;
import io.signalbox.controller.daemon.api.Site;
import io.signalbox.controller.daemon.config.ControllerConfig;
import io.signalbox.controller.daemon.deploy.AgentWebHosts;
import io.signalbox.controller.daemon.deploy.ApplicationWatch;
import io.signalbox.controller.daemon.deploy.Deployments;
import io.signalbox.controller.daemon.deploy.Journal;
import io.signalbox.controller.daemon.deploy.Pace;
import io.signalbox.controller.daemon.deploy.Turn;
import io.signalbox.controller.daemon.deploy.WebHosts;
import io.signalbox.controller.daemon.etcd.EtcdSite;
import io.signalbox.controller.daemon.fronts.AgentCalls;
import io.signalbox.controller.daemon.loop.Clock;
import io.signalbox.controller.daemon.news.EventFeed;
import io.signalbox.controller.daemon.news.OperationBook;
import io.signalbox.controller.daemon.store.FileNote;
import io.signalbox.controller.daemon.store.Note;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** Wires what is done to web servers and to whole hosts: deployments, maintenance, and the look at what runs there. */
final class WebTier {

    /** What it is made of. */
    record Needs(
            Vertx vertx,
            ControllerConfig config,
            Site site,
            OperationBook operations,
            EventFeed feed,
            Optional<EtcdSite> etcd) {}

    private final Needs needs;
    private final byte[] key;
    private final Consumer<AutoCloseable> keep;

    /** @param keep is given what must be closed, in the order in which it was opened */
    WebTier(Needs needs, byte[] key, Consumer<AutoCloseable> keep) {
        this.needs = needs;
        this.key = key;
        this.keep = keep;
    }

    /** Goes on with what was interrupted, too. */
    ApiServer.Deploying begin() {
        Map<String, List<String>> backends = new TreeMap<>();
        WebHosts hosts = hosts(backends);
        Turn turn = new Turn();
        Pace pace = Pace.system();
        BiConsumer<String, String> events = events();
        Deployments deployments = new Deployments(
                new KernelTier(needs.site, needs.operations),
                hosts,
                journal(EtcdSite::deployment, "deployment.json"),
                turn,
                pace,
                needs.operations,
                events);
        keep.accept(deployments);
        HostErrands errands =
                new HostErrands(needs.site, needs.operations, turn, journal(EtcdSite::host, "host.json"), pace, events);
        keep.accept(errands);
        ApplicationWatch watch = new ApplicationWatch(backends, hosts, deployments, pace, events);
        keep.accept(Attendance.begin(deployments, errands, watch));
        return new ApiServer.Deploying(deployments, watch, errands);
    }

    /** @param backends is filled: the web servers with an agent, by backend */
    private WebHosts hosts(Map<String, List<String>> backends) {
        Map<String, ControllerConfig.Address> agents = new TreeMap<>();
        for (ControllerConfig.Backend backend : needs.config.backends()) {
            List<String> servers = new ArrayList<>();
            for (ControllerConfig.Web web : backend.servers()) {
                needs.config.agentOf(web).ifPresent(agent -> {
                    agents.put(backend.name() + "/" + web.name(), agent);
                    servers.add(web.name());
                });
            }
            backends.put(backend.name(), servers);
        }
        return new AgentWebHosts(new AgentCalls(needs.vertx, needs.config.bind(), key, agents, AgentWebHosts.BOUND));
    }

    private BiConsumer<String, String> events() {
        String cluster = needs.config.clusters().getFirst().name();
        return (type, sentence) -> needs.feed.publish(Clock.system().now(), type, cluster, sentence);
    }

    private Journal journal(Function<EtcdSite, Note> shared, String file) {
        return new Journal(needs.etcd
                .map(shared)
                .orElseGet(() -> new FileNote(needs.config.stateDir().resolve(file))));
    }
}

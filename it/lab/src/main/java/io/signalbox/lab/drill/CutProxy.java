package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.ProxyServers;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.AllOf;
import io.signalbox.lab.fault.CutPort;
import io.signalbox.lab.fault.Fault;
import io.signalbox.lab.fault.KillProcess;
import io.signalbox.site.layout.ControlHosts;
import io.signalbox.site.layout.Names;
import io.signalbox.site.layout.SiteAddresses;
import io.signalbox.site.layout.SiteDescription;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * On a site with several HAProxies: no controller reaches the agent of one of them, and the primary dies. The others lead their clients to
 * the new one; of that one it is presumed that it routes as before, and it is told as soon as it can be.
 */
final class CutProxy implements Drill {
    private static final Duration NAMED_BOUND = Duration.ofSeconds(5);
    private static final Duration STAYS = Duration.ofSeconds(3);
    private static final Duration TOLD_BOUND = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "cut-proxy";
    }

    @Override
    public String sentence() {
        return "of several HAProxies the agent of one cannot be reached, then kill -9 of the primary's mysqld: named, the others lead to the"
                + " new primary within two seconds, that one as soon as it can be told. Needs up --proxies 2";
    }

    @Override
    public List<Promise> promises() {
        return List.of(
                Promise.NONE_REFUSED, Promise.ONE_FAILOVER_A_ROUND, Promise.gapMax(2000), Promise.rejoinMax(40_000));
    }

    @Override
    public int usualRounds() {
        return 3;
    }

    @Override
    public Incident strike(Scene scene) {
        SiteDescription site =
                SiteDescription.read(scene.stage().site().layout().description());
        if (site.balancers().size() < 2) {
            throw new DrillFailure("this needs a site with two HAProxies: up --proxies 2");
        }
        String proxy = site.balancers().getLast();
        Fault cut = cut(site, proxy);
        Symptoms symptoms = new Symptoms(scene);
        scene.stage().faults().inject(cut);
        symptoms.await("proxy_agent_lost", NAMED_BOUND);
        String old = scene.primary();
        String uuid = scene.primaryUuid();
        KillProcess kill = new KillProcess("mysqld of " + old, scene.mysqld(old).pid());
        long at = System.nanoTime();
        scene.stage().faults().inject(kill);
        symptoms.demand(
                scene.awaitAnotherWriter(uuid),
                "no other server acknowledged a write within " + Scene.WRITABLE_BOUND.toSeconds() + " s");
        Wait.forA(STAYS);
        try (ProxyServers servers = new ProxyServers(scene.stage().site(), proxy)) {
            symptoms.demand(
                    servers.writers(Names.CLUSTER).equals(Set.of(old)),
                    proxy + " leads to " + servers.writers(Names.CLUSTER) + ", and nobody could tell it so");
            scene.stage().faults().heal(cut);
            symptoms.demand(
                    Wait.until(
                            TOLD_BOUND,
                            () -> scene.stage()
                                    .cluster()
                                    .state()
                                    .filter(state ->
                                            servers.writers(Names.CLUSTER).equals(Set.of(state.primary())))
                                    .isPresent()),
                    proxy + " does not lead to the primary " + TOLD_BOUND.toSeconds() + " s after it can be told");
        }
        return Incident.of("no controller reaches the agent of " + proxy + ", then " + kill.sentence(), at)
                .hit(old)
                .failing(symptoms.missed());
    }

    private static Fault cut(SiteDescription site, String proxy) {
        ControlHosts control = site.control();
        return new AllOf(control.names().stream()
                .<Fault>map(controller -> new CutPort(
                        "the link of the controller " + controller + " to the agent of " + proxy,
                        control.address(controller),
                        site.addresses().host(proxy),
                        SiteAddresses.AGENT))
                .toList());
    }
}

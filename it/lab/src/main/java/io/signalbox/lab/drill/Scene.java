package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.ClusterState;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.CutLinks;
import io.signalbox.lab.fault.FaultFailure;
import io.signalbox.lab.workload.Workload;
import io.signalbox.site.layout.SiteDescription;
import io.signalbox.site.supervisor.ProcessIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One round under way: the site is whole and the clients are at work.
 *
 * @param number from 1
 * @param start the site as it was when the clients began
 */
record Scene(Stage stage, int number, ClusterState start, Workload clients) {
    /** From the fault until a client's write is acknowledged again; a drill that needs longer has failed. */
    static final Duration WRITABLE_BOUND = Duration.ofSeconds(30);

    String primary() {
        return start.primary();
    }

    List<String> replicas() {
        return start.servers().stream()
                .map(ClusterState.Server::name)
                .filter(name -> !name.equals(primary()))
                .toList();
    }

    ProcessIdentity mysqld(String server) {
        return stage.site()
                .mysqld(server)
                .orElseThrow(() -> new FaultFailure("mysqld of " + server + " does not run."));
    }

    /** A process of the site, by its supervisor's name for it. */
    ProcessIdentity process(String name) {
        return stage.site()
                .pid(name)
                .flatMap(ProcessIdentity::of)
                .orElseThrow(() -> new FaultFailure(name + " does not run."));
    }

    /** The address of a server, without port. */
    String host(String server) {
        return java.util.Objects.requireNonNull(stage.doors().servers().get(server), server)
                .host();
    }

    /** The address of the load balancer, where controller and proxy are. */
    String balancer() {
        return stage.doors().write().host();
    }

    /** The addresses of the hosts of all HAProxies. */
    private List<String> proxies() {
        SiteDescription site = SiteDescription.read(stage.site().layout().description());
        return site.balancers().stream().map(site.addresses()::host).toList();
    }

    /** The addresses of the database servers without this one. */
    List<String> hostsBut(String server) {
        return start.servers().stream()
                .map(ClusterState.Server::name)
                .filter(name -> !name.equals(server))
                .map(this::host)
                .toList();
    }

    /** {@link #hostsBut}, and the proxies'. */
    List<String> everybodyBut(String server) {
        List<String> others = new ArrayList<>(proxies());
        others.addAll(hostsBut(server));
        return others;
    }

    /** A server's links to everybody of the site; clients beside it still reach it. */
    CutLinks everythingAround(String server) {
        return new CutLinks(server, host(server), everybodyBut(server));
    }

    String primaryUuid() {
        return clients.uuid(primary()).orElseThrow(() -> new DrillFailure("no observer could connect to " + primary()));
    }

    /** Waits until another server acknowledges writes through HAProxy; false if none did within the bound. */
    boolean awaitAnotherWriter(String uuid) {
        return Wait.until(WRITABLE_BOUND, () -> clients.ledger().acknowledgedByAnotherThan(uuid));
    }

    /** Waits until a write that was sent after {@code nanos} is acknowledged through HAProxy. */
    boolean awaitWritesAfter(long nanos) {
        return Wait.until(WRITABLE_BOUND, () -> clients.ledger().acknowledgedSince(nanos));
    }
}

package io.signalbox.lab.fault;

import io.signalbox.controller.cli.api.Failed;
import io.signalbox.lab.cluster.Cluster;
import io.signalbox.site.Site;
import java.util.List;

/** The orderly end of a cluster is asked for. Whatever it had stopped is started again as {@code up} does it: its agent is. */
public record OrderlyEnd(Site site, Cluster cluster) implements Fault {

    @Override
    public void inject() {
        try {
            cluster.shutdown();
        } catch (Failed e) {
            throw new FaultFailure("The orderly end was not begun: " + e.sentence());
        }
    }

    @Override
    public void heal() {
        for (var server : site.describe().servers()) {
            if (site.mysqld(server.name()).isEmpty()) {
                HoldDown agent = new HoldDown(site, List.of(server.name() + "/agent"));
                agent.inject();
                agent.heal();
            }
        }
    }

    @Override
    public String sentence() {
        return "the orderly end of the cluster is asked for";
    }
}

package io.signalbox.agents.daemon;

import io.signalbox.agents.daemon.metrics.AgentMetrics;
import io.signalbox.agents.daemon.proxy.Asker.Freshness;
import io.signalbox.agents.daemon.proxy.PoolListener;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the read pool tells, passed on to metrics and the log. */
record PoolTold(AgentMetrics metrics) implements PoolListener {
    private static final Logger LOG = LoggerFactory.getLogger(PoolTold.class);

    @Override
    public void looked(String server, Optional<Freshness> freshness, int share, boolean fresh) {
        metrics.reader(server, share, fresh);
        freshness
                .flatMap(Freshness::lag)
                .ifPresentOrElse(lag -> metrics.readerLags(server, lag), () -> metrics.readerLagIsUnknown(server));
    }

    @Override
    public void changed(String server, String sentence) {
        metrics.readerChanged(server);
        LOG.atInfo()
                .addKeyValue("rule", "read-pool")
                .addKeyValue("server", server)
                .log(sentence);
    }
}

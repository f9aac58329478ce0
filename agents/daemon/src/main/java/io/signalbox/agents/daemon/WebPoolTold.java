package io.signalbox.agents.daemon;

import io.signalbox.agents.daemon.metrics.AgentMetrics;
import io.signalbox.agents.daemon.proxy.WebPoolListener;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the pool of web servers tells, passed on to metrics and the log. */
record WebPoolTold(AgentMetrics metrics) implements WebPoolListener {
    private static final Logger LOG = LoggerFactory.getLogger(WebPoolTold.class);

    @Override
    public void looked(String server, OptionalDouble percent, int share) {
        metrics.web(server, share);
        percent.ifPresentOrElse(load -> metrics.webLoad(server, load), () -> metrics.webLoadIsUnknown(server));
    }

    @Override
    public void changed(String server, String sentence) {
        metrics.webChanged(server);
        LOG.atInfo()
                .addKeyValue("rule", "web-pool")
                .addKeyValue("server", server)
                .log(sentence);
    }
}

package io.signalbox.agents.daemon;

import io.signalbox.agents.daemon.metrics.AgentMetrics;
import io.signalbox.agents.daemon.proxy.ProxyListener;
import io.signalbox.agents.protocol.Report;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the proxy's driver tells, passed on to reports, metrics and the log. */
record ProxyTold(Bell bell, AgentMetrics metrics) implements ProxyListener {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyTold.class);

    @Override
    public void changed(Report.Proxy snapshot) {
        bell.ring();
    }

    @Override
    public void answered(String command, Duration took) {
        metrics.haproxyAnswered(command, took);
    }

    @Override
    public void failed(String command, String reason) {
        metrics.haproxyFailed(command, reason);
    }

    @Override
    public void said(String type, String sentence) {
        LOG.atInfo().addKeyValue("rule", type).log(sentence);
    }
}

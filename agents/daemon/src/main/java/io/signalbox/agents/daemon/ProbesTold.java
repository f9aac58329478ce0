package io.signalbox.agents.daemon;

import io.signalbox.agents.daemon.metrics.AgentMetrics;
import io.signalbox.agents.daemon.mysql.ProbeListener;
import io.signalbox.agents.protocol.Report.ProbeFault;
import java.time.Duration;
import java.util.Locale;

/** What the probes tell, passed on to reports and metrics. */
record ProbesTold(Bell bell, Bell ending, AgentMetrics metrics) implements ProbeListener {
    @Override
    public void changed() {
        bell.ring();
    }

    @Override
    public void ends() {
        ending.ring();
    }

    @Override
    public void answered(String kind, Duration took) {
        metrics.probed(kind, took);
    }

    @Override
    public void failed(String kind, ProbeFault fault) {
        metrics.probeFailed(kind, fault.name().toLowerCase(Locale.ROOT));
    }
}

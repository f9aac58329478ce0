package io.signalbox.agents.daemon.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AgentMetricsTest {
    private final AgentMetrics metrics = new AgentMetrics("db1");

    @Test
    void thePageHasWhatDashboardsAskFor() {
        metrics.probed("read", Duration.ofMillis(2));
        metrics.probeFailed("write", "silent");
        metrics.mysqldDied();
        metrics.commanded("open", "done", Duration.ofMillis(40));
        metrics.haproxyAnswered("show servers", Duration.ofNanos(200_000));
        metrics.haproxyFailed("set server", "NOBODY_THERE");

        assertThat(metrics.page("").text())
                .contains("signalbox_agent_probe_duration_seconds_bucket{kind=\"read\",le=\"0.0025\",} 1.0")
                .contains("signalbox_agent_probe_failures_total{kind=\"write\",reason=\"silent\",} 1.0")
                .contains("signalbox_agent_process_death_total 1.0")
                .contains("signalbox_agent_command_seconds_count{order=\"open\",result=\"done\",} 1.0")
                .contains("signalbox_agent_haproxy_command_seconds_count{command=\"show servers\",} 1.0")
                .contains(
                        "signalbox_agent_haproxy_command_errors_total{command=\"set server\",reason=\"NOBODY_THERE\",} 1.0")
                .contains("signalbox_agent_info{server=\"db1\",version=");
    }

    @Test
    void thePageHasTheAgentsInsidesAndItsJvm() {
        metrics.happened();
        metrics.reported();

        assertThat(metrics.page("").text())
                .contains("signalbox_agent_events_total 1.0")
                .contains("signalbox_agent_reports_total 1.0")
                .contains("process_cpu_seconds_total")
                .contains("jvm_memory_pool_bytes_used")
                .contains("jvm_gc_collection_seconds_count");
    }

    @Test
    void whatIsNotKnownOfAWebServersLoadIsNotShown() {
        metrics.web("web1", 85);
        metrics.webLoad("web1", 62.5);
        metrics.webChanged("web1");
        assertThat(metrics.page("").text())
                .contains("signalbox_agent_web_weight_ratio{server=\"web1\",} 0.85")
                .contains("signalbox_agent_web_load_ratio{server=\"web1\",} 0.625")
                .contains("signalbox_agent_web_weight_changes_total{server=\"web1\",} 1.0");

        metrics.webLoadIsUnknown("web1");
        assertThat(metrics.page("").text()).doesNotContain("signalbox_agent_web_load_ratio{");
    }

    @Test
    void readersGetTheFormatThatTheyAskFor() {
        assertThat(metrics.page("").type()).startsWith("text/plain");
        assertThat(metrics.page("application/openmetrics-text; version=1.0.0").type())
                .startsWith("application/openmetrics-text");
    }
}

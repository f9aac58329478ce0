package io.signalbox.controller.daemon.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.signalbox.agents.protocol.Report;
import io.signalbox.controller.daemon.Samples;
import io.signalbox.mysql.doctor.Check;
import io.signalbox.mysql.doctor.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final String TEXT = Metrics.contentType("");
    private static final List<WebSight> WEB = List.of(
            new WebSight("web", "web1", "v1", Optional.of(false), false),
            new WebSight("web", "web2", "v2", Optional.of(true), true));
    private static final List<Finding> FINDINGS = List.of(
            new Finding(Check.SYNC_BINLOG, "db1", "sync_binlog = 0"),
            new Finding(Check.SYNC_BINLOG, "db2", "sync_binlog = 0"));

    private final MetricRegistry internals = new MetricRegistry();
    private final Map<String, Report> reports =
            Map.of("db1", Samples.report("db1", 1), "db2", Samples.report("db2", 1));
    private final Metrics metrics =
            new Metrics(internals, () -> List.of(new Sight(Samples.view(), reports, FINDINGS, WEB)));

    @Test
    void everyRowOfTheTableIsExposedWithItsTypeAndLabels() {
        metrics.begin("main");
        metrics.receipt("main", Samples.receipt("fo-1", "done"));
        metrics.authFailure("getCluster");
        metrics.stored("main", Duration.ofMillis(1));
        String page = metrics.page(TEXT);
        for (MetricRow row : MetricTable.rows()) {
            String type = row.type().name().toLowerCase(java.util.Locale.ROOT);
            assertThat(page).contains("# TYPE " + row.name() + " " + type);
            String labels = String.join(
                    ",", row.labels().stream().map(l -> l + "=\"[^\"]*\"").toList());
            assertThat(Pattern.compile("(?m)^" + row.name() + "(_bucket)?\\{" + labels + ",")
                            .matcher(page)
                            .find())
                    .as(row.name())
                    .isTrue();
        }
    }

    @Test
    void whatIsExposedAndOursIsInTheTable() {
        metrics.begin("main");
        TreeSet<String> names = new TreeSet<>();
        metrics.page(TEXT)
                .lines()
                .filter(l -> l.startsWith("# TYPE signalbox_"))
                .forEach(l -> names.add(l.split(" ")[2]));
        names.removeIf(name -> name.endsWith("_created"));
        TreeSet<String> documented = new TreeSet<>();
        MetricTable.rows().forEach(row -> documented.add(row.name()));
        assertThat(names).isEqualTo(documented);
    }

    @Test
    void valuesComeFromViewAndReports() {
        assertThat(metrics.page(TEXT))
                .contains(
                        "signalbox_cluster_writable_servers{cluster=\"main\",} 1.0",
                        "signalbox_cluster_state{cluster=\"main\",state=\"protected\",} 1.0",
                        "signalbox_cluster_state{cluster=\"main\",state=\"blocked\",} 0.0",
                        "signalbox_server_role{cluster=\"main\",server=\"db1\",role=\"primary\",} 1.0",
                        "signalbox_replication_lag_seconds{cluster=\"main\",server=\"db2\",source=\"heartbeat\",} 0.12",
                        "signalbox_replication_transactions_behind{cluster=\"main\",server=\"db2\",} 3.0",
                        "signalbox_errant_transactions{cluster=\"main\",server=\"db2\",} 2.0",
                        "signalbox_errant_transactions{cluster=\"main\",server=\"db1\",} 0.0",
                        "signalbox_semisync_waiting_commits{cluster=\"main\",server=\"db1\",} 4.0",
                        "signalbox_haproxy_reloads_total{cluster=\"main\",haproxy=\"lb1\",} 2.0",
                        "signalbox_haproxy_held_clients{cluster=\"main\",haproxy=\"lb1\",} 0.0",
                        "signalbox_doctor_findings{cluster=\"main\",severity=\"breaks\",} 2.0",
                        "signalbox_doctor_findings{cluster=\"main\",severity=\"unknown\",} 0.0",
                        "signalbox_problem{cluster=\"main\",code=\"replica_lags\",server=\"db2\",} 1.0",
                        "signalbox_predicted_outage_seconds{cluster=\"main\",} 0.085");
    }

    @Test
    void aReceiptIsCountedOnceAndByItsFirstWord() {
        metrics.receipt("main", Samples.receipt("fo-2", "stopped: too few answered"));
        metrics.receipt("main", Samples.receipt("fo-2", "stopped: too few answered"));
        assertThat(metrics.page(TEXT))
                .contains("signalbox_failovers_total{cluster=\"main\",kind=\"failover\",result=\"stopped\",} 1.0")
                .contains("signalbox_failover_phase_seconds_count{cluster=\"main\",phase=\"detect\",} 1.0");
    }

    @Test
    void theDottedAddressOfAnHttpServerBecomesALabel() {
        internals.counter("vertx.http.servers.127.0.205.1:8090.open-netsockets").inc();
        assertThat(metrics.page(TEXT)).contains("vertx_http_server_open_netsockets{address=\"127.0.205.1:8090\",} 1.0");
    }

    @Test
    void theTableIsItsOwnDocumentation() {
        assertThat(MetricTable.markdown().lines()).hasSize(MetricTable.rows().size() + 2);
        assertThat(MetricTable.markdown()).contains("| `signalbox_leader` | gauge | cluster |");
    }
}

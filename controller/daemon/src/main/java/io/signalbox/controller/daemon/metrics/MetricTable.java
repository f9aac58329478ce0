package io.signalbox.controller.daemon.metrics;

import static io.signalbox.controller.daemon.metrics.MetricRow.COUNTED;

import io.signalbox.agents.protocol.Report;
import io.signalbox.controller.core.record.ClusterRecord.Mode;
import io.signalbox.controller.core.view.ClusterView.Health;
import io.signalbox.controller.core.view.ClusterView.ProxyView;
import io.signalbox.controller.core.view.ClusterView.Role;
import io.signalbox.controller.core.view.ClusterView.ServerView;
import io.signalbox.controller.daemon.metrics.MetricRow.Sampler;
import io.signalbox.controller.daemon.metrics.Sight.Sample;
import io.signalbox.mysql.doctor.Severity;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every metric of the controller, one row each; documentation and dashboards are held against it. */
public final class MetricTable {
    private static final String PREFIX = "signalbox_";
    private static final String CLUSTER = "cluster";
    private static final String SERVER = "server";
    private static final String HAPROXY = "haproxy";
    private static final String BACKEND = "backend";
    private static final String APPLICATION = "agent beside the web server";
    private static final String VIEW = "view of the kernel";
    private static final String REPORT = "last report of the agent";
    private static final Set<Health> UP = EnumSet.of(Health.OK, Health.LAGGING);

    static final MetricRow FAILOVERS = counted(
            "failovers_total",
            MetricRow.Type.COUNTER,
            "Failovers and switchovers that ended",
            "receipts",
            "kind",
            "result");
    static final MetricRow PHASES = counted(
            "failover_phase_seconds",
            MetricRow.Type.HISTOGRAM,
            "How long a phase of a failover took",
            "receipts",
            "phase");
    static final MetricRow STORE_WRITES = counted(
            "store_write_seconds", MetricRow.Type.HISTOGRAM, "Until a record or journal entry was durable", "store");
    static final MetricRow EVENTS = counted("events_total", MetricRow.Type.COUNTER, "Events by type", "kernel", "type");
    static final MetricRow RECORDED = counted(
            "recording_written_bytes_total", MetricRow.Type.COUNTER, "Written by the flight recorder", "recorder");
    static final MetricRow RECORDING_MISSED = counted(
            "recording_missed_events_total",
            MetricRow.Type.COUNTER,
            "Events that are not in the recording: a gap",
            "recorder");
    static final MetricRow WAITS = counted(
            "read_waits_total",
            MetricRow.Type.COUNTER,
            "Calls that waited for their writes to be readable",
            "API",
            "result");
    static final MetricRow WAIT_TIME = counted(
            "read_wait_seconds", MetricRow.Type.HISTOGRAM, "How long those waited that were told so in time", "API");
    static final MetricRow AUTH_FAILURES = new MetricRow(
            PREFIX + "auth_failures_total",
            MetricRow.Type.COUNTER,
            "Calls without a valid token or without the role",
            List.of("route"),
            "API",
            COUNTED);

    private static final List<MetricRow> ROWS = rows();

    private MetricTable() {}

    /** In the order of the documentation. */
    public static List<MetricRow> rows() {
        List<MetricRow> rows = new ArrayList<>();
        rows.addAll(ofCluster());
        rows.addAll(ofServers());
        rows.addAll(ofReplication());
        rows.addAll(ofProxies());
        rows.addAll(ofWebServers());
        rows.addAll(List.of(
                FAILOVERS, PHASES, STORE_WRITES, EVENTS, RECORDED, RECORDING_MISSED, WAITS, WAIT_TIME, AUTH_FAILURES));
        return List.copyOf(rows);
    }

    /** The table as Markdown. */
    public static String markdown() {
        return "| Metric | Type | Labels | Meaning | Source |\n|---|---|---|---|---|\n"
                + ROWS.stream().map(MetricTable::line).collect(Collectors.joining());
    }

    private static String line(MetricRow row) {
        return "| `%s` | %s | %s | %s | %s |%n"
                .formatted(
                        row.name(),
                        row.type().name().toLowerCase(Locale.ROOT),
                        String.join(", ", row.labels()),
                        row.help(),
                        row.source());
    }

    private static List<MetricRow> ofCluster() {
        return List.of(
                one("cluster_writable_servers", "Servers that accept writes", s ->
                        (double) s.servers().filter(ServerView::writable).count()),
                one(
                        "cluster_protected",
                        "A failover now would lose nothing",
                        s -> flag(s.view().protectedNow())),
                one(
                        "cluster_paused",
                        "Automatic acts are off",
                        s -> flag(s.view().record().mode() == Mode.PAUSED)),
                one(
                        "record_proven",
                        "Every acknowledged write is held by enough ackers",
                        s -> flag(s.view().record().proven())),
                one(
                        "leader",
                        "This controller leads the cluster",
                        s -> flag(s.view().leading())),
                one("epoch", "Grows with every change of primary", s ->
                        (double) s.view().record().epoch()),
                one("ackers", "Servers whose acknowledgement counts", s ->
                        (double) s.view().record().ackers().size()),
                one("ackers_required", "Acknowledgements that a commit waits for", s ->
                        (double) s.view().record().k()),
                one(
                        "predicted_outage_seconds",
                        "What a failover now would take",
                        s -> seconds(s.view().predictedOutage())),
                gauge(
                        "problem",
                        "1 for each problem that is there now",
                        VIEW,
                        s -> s.view().problems().stream()
                                .map(p -> Sample.of(1.0, p.code().toLowerCase(Locale.ROOT), p.server())),
                        CLUSTER,
                        "code",
                        SERVER),
                gauge("cluster_state", "One of the states is 1", VIEW, MetricTable::states, CLUSTER, "state"),
                gauge(
                        "doctor_findings",
                        "Settings, tables and accounts that the doctor names",
                        "last examination by each agent",
                        MetricTable::findings,
                        CLUSTER,
                        "severity"),
                gauge(
                        "failover_blocked",
                        "Nobody is writable, and this gate holds the failover back",
                        VIEW,
                        s -> s.view().decision().gates().stream()
                                .map(gate ->
                                        Sample.of(!gate.passed() && !s.view().writable(), gate.name())),
                        CLUSTER,
                        "reason"));
    }

    private static List<MetricRow> ofServers() {
        return List.of(
                gauge("server_role", "One of the roles is 1", VIEW, MetricTable::roles, CLUSTER, SERVER, "role"),
                gauge(
                        "server_up",
                        "mysqld is up, by the witness",
                        VIEW,
                        s -> s.servers().map(v -> Sample.of(UP.contains(v.health()), v.name(), "agent")),
                        CLUSTER,
                        SERVER,
                        "probe"),
                gauge(
                        "cooldown_until_timestamp_seconds",
                        "No automatic failover away from the server before; 0: none runs",
                        VIEW,
                        s -> s.servers()
                                .map(v -> Sample.of(
                                        v.coolDownUntil()
                                                .map(until -> until.toEpochMilli() / 1e3)
                                                .orElse(0.0),
                                        v.name())),
                        CLUSTER,
                        SERVER),
                gauge(
                        "copy_bytes",
                        "Data of a server that is replaced by a copy of another's: so much is copied, of so much in all",
                        VIEW,
                        s -> s.servers()
                                .flatMap(v -> v.copy().stream()
                                        .flatMap(c -> Stream.of(
                                                Sample.of((double) c.copied(), v.name(), "copied"),
                                                Sample.of((double) c.total(), v.name(), "total")))),
                        CLUSTER,
                        SERVER,
                        "part"),
                gauge("agent_connected", "The agent's link is up", VIEW, MetricTable::links, CLUSTER, SERVER),
                gauge(
                        "probe_age_seconds",
                        "Since the agent's last good read probe",
                        REPORT,
                        s -> s.servers()
                                .flatMap(v -> s
                                        .report(v.name())
                                        .map(r -> Sample.of(seconds(r.probes().readSilent()), v.name()))
                                        .stream()),
                        CLUSTER,
                        SERVER),
                gauge(
                        "received_lost_transactions",
                        "Once received by this server, and not there any more",
                        REPORT,
                        s -> s.servers()
                                .flatMap(v -> s
                                        .report(v.name())
                                        .map(r -> Sample.of(
                                                (double) r.lost()
                                                        .map(GtidSet::count)
                                                        .orElse(0L),
                                                v.name()))
                                        .stream()),
                        CLUSTER,
                        SERVER),
                gauge(
                        "disk_free_ratio",
                        "Free part of the data directory's disk",
                        REPORT,
                        s -> s.servers()
                                .flatMap(v ->
                                        s
                                                .report(v.name())
                                                .map(r -> Sample.of(r.host().diskFree(), v.name()))
                                                .stream()),
                        CLUSTER,
                        SERVER));
    }

    private static List<MetricRow> ofReplication() {
        return List.of(
                gauge(
                        "replication_running",
                        "The replication thread runs",
                        REPORT,
                        s -> replicas(s, MetricTable::threads),
                        CLUSTER,
                        SERVER,
                        "thread"),
                gauge(
                        "replication_lag_seconds",
                        "Age of what the replica has applied",
                        REPORT,
                        s -> replicas(
                                s, (v, m) -> Stream.of(Sample.of(seconds(m.heartbeatLag()), v.name(), "heartbeat"))),
                        CLUSTER,
                        SERVER,
                        "source"),
                ofMysql("replication_transactions_behind", "Received and not executed", (s, m) ->
                        (double) m.applier().backlog()),
                ofMysql("errant_transactions", "On this server and not on the primary", (s, m) -> (double) s.errant(m)),
                ofMysql("semisync_clients", "Replicas that acknowledge to this server", (s, m) ->
                        (double) m.semiSync().clients()),
                ofMysql(
                        "semisync_required",
                        "Acknowledgements that this server waits for",
                        (s, m) -> m.semiSync().sourceSide()
                                ? (double) m.semiSync().count()
                                : 0.0),
                ofMysql("semisync_waiting_commits", "Commits that wait for an acknowledgement", (s, m) ->
                        (double) m.waitingCommits()));
    }

    /** The server that refuses everybody has whoever waits; see haproxy.cfg. */
    private static double held(ProxyView proxy) {
        return proxy.servers().stream()
                .filter(line -> line.server().equals("hold"))
                .mapToInt(line -> line.sessions() + line.queued())
                .sum();
    }

    private static List<MetricRow> ofProxies() {
        return List.of(
                gauge(
                        "haproxy_in_sync",
                        "What was read back is what is wanted",
                        VIEW,
                        s -> proxies(s, p -> flag(p.inSync())),
                        CLUSTER,
                        HAPROXY),
                gauge(
                        "haproxy_held_clients",
                        "Clients that wait for a writer",
                        VIEW,
                        s -> proxies(s, MetricTable::held),
                        CLUSTER,
                        HAPROXY),
                new MetricRow(
                        PREFIX + "haproxy_reloads_total",
                        MetricRow.Type.COUNTER,
                        "New workers that the agent has seen",
                        List.of(CLUSTER, HAPROXY),
                        VIEW,
                        s -> proxies(s, p -> (double) p.reloads())));
    }

    private static List<MetricRow> ofWebServers() {
        return List.of(
                gauge(
                        "application_info",
                        "1; the version that a web server says it is",
                        APPLICATION,
                        s -> s.web().stream()
                                .filter(web -> !web.version().isEmpty())
                                .map(web -> Sample.of(1.0, web.backend(), web.server(), web.version())),
                        CLUSTER,
                        BACKEND,
                        SERVER,
                        "version"),
                gauge(
                        "application_drift",
                        "The files of a web server differ from those of the others, outside a deployment",
                        APPLICATION,
                        s -> s.web().stream()
                                .flatMap(web -> web.differs().stream()
                                        .map(differs -> Sample.of(differs, web.backend(), web.server()))),
                        CLUSTER,
                        BACKEND,
                        SERVER),
                gauge(
                        "deployment_left_out",
                        "A deployment took the web server out of service and could not put it back",
                        "journal of deployments",
                        s -> s.web().stream().map(web -> Sample.of(web.leftOut(), web.backend(), web.server())),
                        CLUSTER,
                        BACKEND,
                        SERVER));
    }

    private static Stream<Sample> states(Sight sight) {
        ClusterState now = ClusterState.of(sight.view());
        return Arrays.stream(ClusterState.values())
                .map(state -> Sample.of(state == now, state.name().toLowerCase(Locale.ROOT)));
    }

    private static Stream<Sample> findings(Sight sight) {
        return Arrays.stream(Severity.values())
                .map(severity -> Sample.of(
                        (double) sight.findings().stream()
                                .filter(finding -> finding.check().severity() == severity)
                                .count(),
                        severity.name().toLowerCase(Locale.ROOT)));
    }

    private static Stream<Sample> roles(Sight sight) {
        return sight.servers()
                .flatMap(server -> Arrays.stream(Role.values())
                        .map(role -> Sample.of(
                                server.role() == role,
                                server.name(),
                                role.name().toLowerCase(Locale.ROOT))));
    }

    private static Stream<Sample> links(Sight sight) {
        return Stream.concat(
                sight.servers().map(v -> Sample.of(v.agentLinked(), v.name())),
                sight.view().proxies().stream().map(p -> Sample.of(p.linked(), p.name())));
    }

    private static Stream<Sample> threads(ServerView server, Report.Mysql mysql) {
        return Stream.of(
                Sample.of(mysql.receiver().state() == Report.ReceiverState.ON, server.name(), "io"),
                Sample.of(mysql.applier().running(), server.name(), "sql"));
    }

    private static Stream<Sample> replicas(Sight sight, BiFunction<ServerView, Report.Mysql, Stream<Sample>> samples) {
        return sight.mysqls((v, m) -> v.role() == Role.REPLICA ? samples.apply(v, m) : Stream.of());
    }

    private static Stream<Sample> proxies(Sight sight, Function<ProxyView, Double> value) {
        return sight.view().proxies().stream().map(proxy -> Sample.of(value.apply(proxy), proxy.name()));
    }

    private static MetricRow one(String name, String help, Function<Sight, Double> value) {
        return gauge(name, help, VIEW, sight -> Stream.of(Sample.of(value.apply(sight))), CLUSTER);
    }

    private static MetricRow ofMysql(String name, String help, BiFunction<Sight, Report.Mysql, Double> value) {
        Sampler sampler = sight -> sight.mysqls((v, m) -> Stream.of(Sample.of(value.apply(sight, m), v.name())));
        return gauge(name, help, REPORT, sampler, CLUSTER, SERVER);
    }

    private static MetricRow gauge(String name, String help, String source, Sampler sampler, String... labels) {
        return new MetricRow(PREFIX + name, MetricRow.Type.GAUGE, help, List.of(labels), source, sampler);
    }

    private static MetricRow counted(String name, MetricRow.Type type, String help, String source, String... labels) {
        List<String> all = new ArrayList<>(List.of(CLUSTER));
        all.addAll(List.of(labels));
        return new MetricRow(PREFIX + name, type, help, List.copyOf(all), source, COUNTED);
    }

    private static double flag(boolean value) {
        return value ? 1 : 0;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}

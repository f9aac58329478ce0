package io.signalbox.controller.daemon;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Token;
import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.core.settings.ClusterSettings;
import io.signalbox.controller.core.view.ClusterView;
import io.signalbox.mysql.doctor.Examination;
import io.signalbox.mysql.doctor.Pace;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Values that tests start from. */
public final class Samples {
    public static final String UUID_1 = "11111111-1111-1111-1111-111111111111";
    public static final String UUID_2 = "22222222-2222-2222-2222-222222222222";

    private Samples() {}

    public static ClusterRecord record(long rev, Run run) {
        return new ClusterRecord(
                "main",
                rev,
                3,
                7,
                "db1",
                new TreeSet<>(Set.of("db2")),
                1,
                true,
                ClusterRecord.Mode.AUTOMATIC,
                run,
                new TreeMap<>(Map.of("web/web1", new ClusterRecord.WebWish(Order.ServerMode.DRAIN, 50))),
                new TreeSet<>(Set.of("db3")),
                2);
    }

    /** One with a finding: {@code sync_binlog = 0}. */
    public static Examination examination(String server) {
        return new Examination(
                server,
                Duration.ofSeconds(2),
                0,
                new TreeMap<>(Map.of("sync_binlog", "0")),
                new TreeMap<>(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new TreeMap<>(),
                Optional.empty(),
                Optional.of(new Pace(Duration.ofMillis(100), Duration.ofMillis(150), Duration.ofSeconds(6))));
    }

    public static Run run(String id) {
        return new Run(Run.Kind.FAILOVER, id, "db1", "db2", "db1 died: \"quoted\"\nsecond line ✓", "");
    }

    public static JournalEntry entry(String run, String step) {
        return new JournalEntry(run, "failover", step, JournalEntry.Phase.BEGUN, "begins " + step, 1_700_000_000_000L);
    }

    public static Command command(String id) {
        return new Command(id, "main", new Token(3, 1), 7, new Order.Detach());
    }

    public static Answer answer(String id, String server) {
        return new Answer(id, server, new Token(3, 1), new Answer.Done(GtidSet.EMPTY, GtidSet.EMPTY, new TreeMap<>()));
    }

    public static Report report(String server, long sequence) {
        return new Report(
                server,
                "life-1",
                sequence,
                Duration.ofSeconds(10),
                Token.NONE,
                0,
                new Report.Mysqld(Report.ProcessState.RUNNING, 42, Duration.ofSeconds(9), ""),
                new Report.Probes(Duration.ofMillis(40), Duration.ZERO, Report.ProbeFault.NONE, ""),
                Optional.of(mysql(server)),
                new Report.Host(0.5, 1 << 30, 0.1, false, ""),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public static Report.Mysql mysql(String server) {
        boolean primary = server.equals("db1");
        GtidSet common = GtidSet.range(UUID_1, 1, 100);
        return new Report.Mysql(
                primary ? UUID_1 : UUID_2,
                primary ? 1 : 2,
                "9.7.0",
                !primary,
                !primary,
                false,
                new Report.SemiSync(primary, !primary, 1, primary ? 1 : 0),
                new Report.Receiver(
                        primary ? Report.ReceiverState.OFF : Report.ReceiverState.ON,
                        primary ? "" : "127.0.205.11:3306",
                        Duration.ZERO,
                        ""),
                new Report.Applier(!primary, primary ? 0 : 3, ""),
                primary ? common : common.union(GtidSet.range(UUID_2, 1, 2)),
                common,
                primary ? 4 : 0,
                Duration.ofMillis(120),
                5,
                100,
                Duration.ZERO,
                Optional.empty());
    }

    /** With a plan in progress. */
    public static ClusterView viewOf(ClusterView.RunView run) {
        ClusterView still = view();
        return new ClusterView(
                still.record(),
                still.wantedK(),
                still.leading(),
                still.writable(),
                still.servers(),
                still.proxies(),
                still.web(),
                still.problems(),
                still.decision(),
                Optional.of(run),
                List.of(run),
                still.failovers(),
                still.predictedOutage(),
                still.protectedNow());
    }

    public static ClusterView view() {
        return view(record(12, Run.NONE), true, List.of(receipt("fo-1", "done")));
    }

    public static ClusterView view(ClusterRecord record, boolean leading, List<ClusterView.Receipt> receipts) {
        return new ClusterView(
                record,
                1,
                leading,
                true,
                List.of(
                        server("db1", ClusterView.Role.PRIMARY, Optional.empty()),
                        server("db2", ClusterView.Role.REPLICA, Optional.of(Duration.ofMillis(35)))),
                List.of(new ClusterView.ProxyView(
                        "lb1",
                        true,
                        true,
                        true,
                        "3.0.11",
                        99,
                        2,
                        0,
                        "db1",
                        List.of(),
                        List.of(new Report.ProxyServer(
                                "mysql_main_rw",
                                "db1",
                                "UP",
                                100,
                                4,
                                0,
                                900,
                                1,
                                5000,
                                70_000,
                                Optional.of(Duration.ofMillis(90)))))),
                List.of(new ClusterView.WebView("web", "web1", "drain", "DRAIN", 50, 3, "v1")),
                List.of(new ClusterView.Problem("REPLICA_LAGS", "db2", "db2 lags", 5, List.of(evidence()))),
                new ClusterView.DecisionView(
                        "hold",
                        "nothing is wrong",
                        List.of(new ClusterView.Gate("proven", "true", "true", true)),
                        List.of(evidence())),
                Optional.empty(),
                List.of(),
                receipts,
                Duration.ofMillis(85),
                true);
    }

    public static ClusterView.Evidence evidence() {
        return new ClusterView.Evidence("db2", "alive", "receiver", "on, heard 12 ms ago", Duration.ofMillis(30));
    }

    public static ClusterView.ServerView server(String name, ClusterView.Role role, Optional<Duration> lag) {
        boolean primary = role == ClusterView.Role.PRIMARY;
        return new ClusterView.ServerView(
                name,
                role,
                ClusterView.Health.OK,
                lag,
                UUID_1 + ":1-100",
                UUID_1 + ":1-100",
                0,
                true,
                primary,
                primary,
                !primary,
                Optional.of(Duration.ofMillis(20)),
                0.5,
                0,
                false,
                ClusterSettings.PromotionRule.NEUTRAL,
                "",
                Optional.empty(),
                List.of(new Blocker("LAGS", name, "it lags")),
                primary ? Optional.empty() : Optional.of(new ClusterView.CopyView("db1", "FILE COPY", 100, 400)));
    }

    public static ClusterView.Receipt receipt(String id, String result) {
        return new ClusterView.Receipt(
                id,
                "failover",
                result,
                "db1",
                "db2",
                8,
                "db1 died",
                "2026-11-24T10:00:0" + (id.hashCode() & 7) + "Z",
                new TreeMap<>(Map.of("detect", 5.5, "route", 12.0)),
                new TreeMap<>(Map.of("db2", UUID_1 + ":1-100")),
                "0",
                new TreeMap<>(Map.of("db1", "/tails/db1.tail")),
                List.of("detected", "routed"),
                List.of(new ClusterView.Witness("agent of db1", "mysqld is exited for 3 ms", 1.5)),
                new TreeMap<>(Map.of("db2", UUID_1 + ":1-101")),
                List.of(new ClusterView.Fence("2026-11-24T10:00:00Z", "db2", "detached")),
                List.of(new ClusterView.StepTaken("revoke", "detach", "2026-11-24T10:00:00Z", 3.0)));
    }
}

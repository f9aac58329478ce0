package io.signalbox.agents.daemon.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.mysql.doctor.Check;
import io.signalbox.mysql.doctor.Doctor;
import io.signalbox.mysql.doctor.Examination;
import io.signalbox.mysql.doctor.Finding;
import io.signalbox.mysql.doctor.Pace;
import io.signalbox.mysql.doctor.Patient;
import io.signalbox.mysql.grants.AccountNames;
import io.signalbox.mysql.real.RealMysql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be broken on a real server is seen with the monitor's own grants, is named, and is gone when it is mended. */
class ExaminerIT {
    private static final Pace PACE = new Pace(Duration.ofMillis(100), Duration.ofMillis(150), Duration.ofSeconds(6));
    private static final String OPEN = "SET GLOBAL super_read_only = OFF, GLOBAL read_only = OFF";
    private static final String MONITOR = "'" + AccountNames.MONITOR + "'@'%'";

    private static RealMysql sound;
    private static RealMysql broken;

    /** Two servers: one as a site has it; one with what can be set at the start alone, all wrong. */
    @BeforeAll
    static void start() {
        sound = RealMysql.create("db1", "127.0.201.71", 1).start();
        broken = RealMysql.create(
                        "db2",
                        "127.0.201.72",
                        2,
                        "relay-log-recovery = ON",
                        "skip-replica-start = OFF",
                        "log-replica-updates = OFF",
                        "replica-skip-errors = 1062",
                        "skip-name-resolve = OFF",
                        "create-admin-listener-thread = OFF",
                        "disabled-storage-engines = MEMORY",
                        "innodb-doublewrite = OFF",
                        "innodb-flush-method = nosync",
                        "secure-file-priv = ",
                        "mysqlx = ON",
                        "binlog-do-db = shop",
                        "replicate-ignore-db = scratch",
                        "log-bin = other")
                .start();
        sound.run(OPEN);
        broken.run(OPEN);
    }

    @AfterAll
    static void end() {
        sound.close();
        broken.close();
    }

    @Test
    void aServerAsASiteHasItHasNothingButTheTestsOwnAdministrator() {
        assertThat(findings(sound)).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.check().name()).startsWith("ACCOUNT_");
            assertThat(finding.evidence()).matches("'tester'@'%' has [A-Z_, ]+");
        });
    }

    @Test
    void everySettingThatACheckLooksAtIsKnownToThisVersion() {
        Set<String> known = new TreeSet<>(examined(sound).settings().keySet());
        // Only where X Protocol is on.
        known.add("mysqlx_port");
        assertThat(known).containsAll(Check.settings());
    }

    @ParameterizedTest
    @MethodSource("io.signalbox.agents.daemon.mysql.Breakage#all")
    void whatIsBrokenAtRunTimeIsNamedUntilItIsMended(Breakage one) {
        List<Finding> before = findings(sound);
        sound.run(one.breaking().toArray(new String[0]));
        try {
            assertThat(findings(sound))
                    .filteredOn(finding -> finding.check() == one.check())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.evidence()).contains(one.evidence()));
        } finally {
            sound.run(one.mending().toArray(new String[0]));
        }
        assertThat(findings(sound)).isEqualTo(before);
    }

    @Test
    void whatIsWrongInTheConfigurationIsNamed() {
        assertThat(findings(broken))
                .extracting(Finding::check)
                .contains(
                        Check.RELAY_LOG_RECOVERY,
                        Check.REPLICATION_STARTS,
                        Check.LOG_REPLICA_UPDATES,
                        Check.ERRORS_SKIPPED,
                        Check.NAMES_RESOLVED,
                        Check.ADMIN_PORT_SHARED,
                        Check.MYISAM_ALLOWED,
                        Check.DOUBLEWRITE_OFF,
                        Check.FLUSHES_NOT,
                        Check.FILES_OPEN,
                        Check.SECOND_PROTOCOL,
                        Check.BINLOG_FILTER,
                        Check.REPLICATION_FILTER,
                        Check.BINLOG_ELSEWHERE);
    }

    @Test
    void tablesThatCannotBeRolledBackAreSeenWithoutAccessToTheirRows() {
        broken.run("CREATE SCHEMA cellar", "CREATE TABLE cellar.wine (a INT) ENGINE = MyISAM");
        assertThat(findings(broken)).contains(new Finding(Check.OTHER_ENGINES, "db2", "cellar.wine (MyISAM)"));
        assertThat(refused(broken, "SELECT * FROM cellar.wine")).isTrue();
        broken.run("ALTER TABLE cellar.wine ENGINE = InnoDB");
        assertThat(findings(broken)).extracting(Finding::check).doesNotContain(Check.OTHER_ENGINES);
    }

    @Test
    void taggedTransactionsAreSeen() {
        broken.run("SET SESSION gtid_next = 'AUTOMATIC:label'", "CREATE SCHEMA shop");
        assertThat(findings(broken)).extracting(Finding::check).contains(Check.TAGGED_GTIDS);
    }

    @Test
    void lockedAccountsAreNot() {
        sound.run("CREATE USER clerk IDENTIFIED BY 'x' ACCOUNT LOCK", "GRANT CONNECTION_ADMIN ON *.* TO clerk");
        assertThat(findings(sound)).noneMatch(finding -> finding.evidence().contains("clerk"));
        sound.run("DROP USER clerk");
    }

    @Test
    void aPluginThatIsMissingIsNamed() {
        broken.run("UNINSTALL PLUGIN rpl_semi_sync_source");
        assertThat(findings(broken))
                .contains(new Finding(Check.SEMI_SYNC_MISSING, "db2", "the source side is not loaded"));
        broken.run("INSTALL PLUGIN rpl_semi_sync_source SONAME 'semisync_source.so'");
        assertThat(findings(broken)).extracting(Finding::check).doesNotContain(Check.SEMI_SYNC_MISSING);
    }

    @Test
    void serversAreComparedWithEachOther() {
        Patient copied =
                new Patient("db0", Optional.of(examined(sound)), Duration.ZERO, Duration.ofHours(1), Optional.of(PACE));
        sound.run("SET GLOBAL server_id = 2", "SET GLOBAL sql_mode = 'ANSI'");
        try {
            assertThat(Doctor.findings(List.of(copied, patient(sound), patient(broken))))
                    .extracting(Finding::check)
                    .contains(Check.SERVER_ID, Check.SERVER_UUID, Check.SETTINGS_DIFFER, Check.CLOCKS_DIFFER);
        } finally {
            sound.run("SET GLOBAL server_id = 1", "SET GLOBAL sql_mode = DEFAULT");
        }
    }

    @Test
    void whatTheMonitorMayNotSeeIsSaidToBeUnknown() {
        sound.run(
                "REVOKE REFERENCES ON *.* FROM " + MONITOR,
                "REVOKE SELECT (USER, HOST, PRIV) ON mysql.global_grants FROM " + MONITOR);
        try {
            assertThat(examined(sound).unread()).containsOnlyKeys("accounts", "tables");
            assertThat(findings(sound)).extracting(Finding::check).containsExactly(Check.NOT_EXAMINED);
        } finally {
            sound.run(
                    "GRANT REFERENCES ON *.* TO " + MONITOR,
                    "GRANT SELECT (USER, HOST, PRIV) ON mysql.global_grants TO " + MONITOR);
        }
    }

    @Test
    void theMonitorStillSeesNoHashAndNoRow() {
        assertThat(refused(sound, "SELECT authentication_string FROM mysql.user"))
                .isTrue();
        assertThat(refused(sound, "SELECT * FROM mysql.user")).isTrue();
        assertThat(refused(sound, "CREATE SCHEMA x")).isTrue();
        assertThat(refused(sound, "SHOW BINLOG EVENTS")).isTrue();
    }

    @Test
    void itIsReadWhileCommitsWaitForAnAcknowledgement() {
        sound.run("SET GLOBAL rpl_semi_sync_source_enabled = ON");
        Thread writer = Thread.ofVirtual().start(() -> sound.run("CREATE SCHEMA waits"));
        try {
            await().until(() -> sound.ask("SELECT COUNT(*) FROM performance_schema.threads WHERE PROCESSLIST_STATE ="
                            + " 'Waiting for semi-sync ACK from replica'")
                    .equals("1"));
            assertThat(examined(sound).unread()).isEmpty();
        } finally {
            sound.run("SET GLOBAL rpl_semi_sync_source_enabled = OFF");
        }
        await().until(() -> !writer.isAlive());
    }

    @Test
    void anExaminerTellsOfTheFirstOneAndOfThatAfterARestart() {
        AtomicInteger told = new AtomicInteger();
        try (Examiner examiner = new Examiner(Access.to(sound), PACE)) {
            examiner.tells(told::incrementAndGet);
            examiner.start();
            await().until(() -> told.get() == 1);
            assertThat(examiner.latest()).isPresent();
            examiner.restarted();
            await().until(() -> told.get() == 2);
            assertThat(examiner.latest().orElseThrow().server()).isEqualTo("db1");
        }
    }

    private static List<Finding> findings(RealMysql server) {
        return Doctor.findings(List.of(patient(server)));
    }

    private static Patient patient(RealMysql server) {
        return new Patient(
                server.name(), Optional.of(examined(server)), Duration.ZERO, Duration.ZERO, Optional.of(PACE));
    }

    private static Examination examined(RealMysql server) {
        MysqlAccess access = Access.to(server);
        try (Standing standing = new Standing(access, access.monitor())) {
            return new ExaminationReader(server.name(), standing).read();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean refused(RealMysql server, String... statements) {
        return Arrays.stream(statements).allMatch(statement -> {
            try {
                server.as(AccountNames.MONITOR, statement);
                return false;
            } catch (IllegalStateException e) {
                return String.valueOf(e.getMessage()).matches("(?s).*\\((1227|1142|1044|1143)\\)");
            }
        });
    }
}

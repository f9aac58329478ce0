package io.signalbox.mysql.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.mysql.real.RealMysql;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A seeded server, as it comes up the first time. */
class SeedIT {
    private static RealMysql server;
    private static String gtidsAtBirth;

    @BeforeAll
    static void start() {
        server = RealMysql.create("db1", "127.0.201.11", 1).start();
        gtidsAtBirth = server.ask("SELECT @@global.gtid_executed");
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @Test
    void beginsWithoutOneTransaction() {
        assertThat(gtidsAtBirth).isEmpty();
    }

    @Test
    void bootsHarmless() {
        assertThat(server.ask("SELECT CONCAT_WS(' ', @@global.super_read_only, @@global.read_only,"
                        + " @@global.rpl_semi_sync_source_enabled, @@global.rpl_semi_sync_replica_enabled)"))
                .isEqualTo("1 1 0 0");
    }

    @Test
    void neverAcknowledgesAlone() {
        assertThat(server.ask("SELECT CONCAT_WS(' ', @@rpl_semi_sync_source_timeout,"
                        + " @@rpl_semi_sync_source_wait_no_replica, @@rpl_semi_sync_source_wait_point,"
                        + " @@relay_log_recovery, @@sync_binlog, @@innodb_flush_log_at_trx_commit)"))
                .isEqualTo("4294967295 1 AFTER_SYNC 0 1 1");
    }

    @Test
    void canBeCopiedAndCopiedTo() {
        assertThat(server.ask("SELECT PLUGIN_STATUS FROM information_schema.plugins WHERE PLUGIN_NAME = 'clone'"))
                .isEqualTo("ACTIVE");
        assertThat(server.ask("SELECT GROUP_CONCAT(PRIV) FROM mysql.global_grants WHERE USER = 'sb_clone'"))
                .isEqualTo("BACKUP_ADMIN");
    }

    @Test
    void saysNothingButWarningsOfItsOwnMachineInTheLog() {
        assertThat(server.log()).doesNotContain("[ERROR]");
    }

    @Test
    void letsEachAccountDoItsTask() {
        whileOpen(() -> {
            server.as("sb_monitor", "INSERT INTO signalbox.heartbeat VALUES ('x', 0, 1, NOW(6))");
            server.as("sb_operator", "SET GLOBAL rpl_semi_sync_source_wait_for_replica_count = 1");
            server.as("sb_door", "ALTER USER 'repl_db5'@'%' ACCOUNT LOCK", "ALTER USER 'repl_db5'@'%' ACCOUNT UNLOCK");
            server.as(
                    "app",
                    "CREATE SCHEMA shop",
                    "CREATE TABLE shop.t (a INT PRIMARY KEY)",
                    "INSERT INTO shop.t VALUES (1)",
                    "DROP SCHEMA shop");
        });
    }

    @Test
    void refusesEachAccountWhatIsNotItsTask() {
        whileOpen(SeedIT::refuseEverythingElse);
    }

    private static void refuseEverythingElse() {
        refused(
                "sb_monitor",
                "SET GLOBAL read_only = OFF",
                "CREATE SCHEMA x",
                "SELECT * FROM mysql.user",
                "STOP REPLICA",
                "DELETE FROM signalbox.heartbeat",
                "SHUTDOWN",
                "CREATE USER x");
        refused(
                "sb_operator",
                "CREATE USER x",
                "ALTER USER 'repl_db1'@'%' ACCOUNT LOCK",
                "SELECT * FROM mysql.user",
                "CREATE SCHEMA x",
                "INSERT INTO signalbox.heartbeat VALUES ('x', 0, 1, NOW(6))",
                "SHUTDOWN");
        refused(
                "sb_door",
                "SET GLOBAL read_only = OFF",
                "SELECT authentication_string FROM mysql.user",
                "STOP REPLICA",
                "ALTER USER 'sb_operator'@'%' IDENTIFIED BY 'x'",
                "ALTER USER 'root'@'localhost' IDENTIFIED BY 'x'",
                "GRANT SUPER ON *.* TO 'app'@'%'",
                "SHUTDOWN");
        refused("repl_db1", "SELECT * FROM mysql.user", "CREATE SCHEMA x", "SET GLOBAL read_only = OFF", "SHUTDOWN");
        refused(
                "app",
                "SET GLOBAL read_only = OFF",
                "CREATE USER x",
                "UPDATE mysql.user SET Host = 'x'",
                "SHUTDOWN",
                "SELECT * FROM mysql.user",
                "UPDATE signalbox.heartbeat SET beats = 0",
                "DROP SCHEMA signalbox",
                "STOP REPLICA",
                "SELECT * FROM performance_schema.threads");
    }

    @Test
    void letsOnlyTheAgentInByTheAdminPort() {
        for (String account : List.of("app", "repl_db1")) {
            assertThatThrownBy(
                            () -> server.connect(account, RealMysql.ADMIN_PORT).close())
                    .hasMessageContaining("SERVICE_CONNECTION_ADMIN");
        }
    }

    private static void whileOpen(Runnable act) {
        server.run("SET GLOBAL super_read_only = OFF, GLOBAL read_only = OFF");
        try {
            act.run();
        } finally {
            server.run("SET GLOBAL super_read_only = ON");
        }
    }

    private static void refused(String account, String... statements) {
        for (String statement : statements) {
            assertThatThrownBy(() -> server.as(account, statement))
                    .as("%s: %s", account, statement)
                    .hasMessageMatching("(?s).*\\((1227|1142|1044|1143|1045|1410)\\)");
        }
    }
}

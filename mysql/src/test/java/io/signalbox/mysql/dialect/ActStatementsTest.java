package io.signalbox.mysql.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.signalbox.mysql.act.MysqlAct;
import io.signalbox.mysql.dialect.Statement.Speaker;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActStatementsTest {
    private static final String PASSWORD = "it's secret";
    private static final Channel FOLLOWS_DB1 = new Channel(
            true, "127.0.1.11", 3306, "127.0.1.12", "repl_db2", true, "OFF", true, GtidSet.EMPTY, GtidSet.EMPTY);

    private static final Map<MysqlAct, List<String>> SAYS = Map.ofEntries(
            Map.entry(new MysqlAct.StopReceiver(), List.of("STOP REPLICA IO_THREAD")),
            Map.entry(new MysqlAct.StartReceiver(), List.of("START REPLICA IO_THREAD")),
            Map.entry(new MysqlAct.StartApplier(), List.of("START REPLICA SQL_THREAD")),
            Map.entry(new MysqlAct.StopApplier(), List.of("STOP REPLICA SQL_THREAD")),
            Map.entry(new MysqlAct.SetSemiSyncReplica(true), List.of("SET GLOBAL rpl_semi_sync_replica_enabled = ON")),
            Map.entry(
                    new MysqlAct.SetSemiSyncReplica(false), List.of("SET GLOBAL rpl_semi_sync_replica_enabled = OFF")),
            Map.entry(new MysqlAct.SetSemiSyncSource(true), List.of("SET GLOBAL rpl_semi_sync_source_enabled = ON")),
            Map.entry(new MysqlAct.SetSemiSyncSource(false), List.of("SET GLOBAL rpl_semi_sync_source_enabled = OFF")),
            Map.entry(
                    new MysqlAct.SetAckCount(2), List.of("SET GLOBAL rpl_semi_sync_source_wait_for_replica_count = 2")),
            Map.entry(
                    new MysqlAct.Close(Duration.ofMillis(200)),
                    List.of("SET SESSION lock_wait_timeout = 1", "SET GLOBAL super_read_only = ON")),
            Map.entry(
                    new MysqlAct.Close(Duration.ofMillis(1200)),
                    List.of("SET SESSION lock_wait_timeout = 2", "SET GLOBAL super_read_only = ON")),
            Map.entry(
                    new MysqlAct.Open(2, true),
                    List.of(
                            "SET GLOBAL rpl_semi_sync_source_wait_for_replica_count = 2,"
                                    + " GLOBAL rpl_semi_sync_source_enabled = ON",
                            "SET GLOBAL super_read_only = NOT @@GLOBAL.rpl_semi_sync_source_enabled,"
                                    + " GLOBAL read_only = NOT @@GLOBAL.rpl_semi_sync_source_enabled, GLOBAL offline_mode = OFF")),
            Map.entry(
                    new MysqlAct.Open(1, false),
                    List.of(
                            "SET GLOBAL rpl_semi_sync_source_wait_for_replica_count = 1,"
                                    + " GLOBAL rpl_semi_sync_source_enabled = OFF",
                            "SET GLOBAL super_read_only = OFF, GLOBAL read_only = OFF, GLOBAL offline_mode = OFF")),
            Map.entry(
                    new MysqlAct.ForgetSource(),
                    List.of("STOP REPLICA IO_THREAD", "STOP REPLICA SQL_THREAD", "RESET REPLICA ALL")),
            Map.entry(
                    new MysqlAct.DropSource(),
                    List.of("STOP REPLICA IO_THREAD", "STOP REPLICA SQL_THREAD", "RESET REPLICA ALL")),
            Map.entry(new MysqlAct.Clone("127.0.1.13", 3306), List.of()),
            Map.entry(new MysqlAct.ConfirmCopy(), List.of()),
            Map.entry(
                    new MysqlAct.ChangeSource("127.0.1.13", 3306, "127.0.1.12", "repl_db2"),
                    List.of("CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.1.13', SOURCE_PORT = 3306,"
                            + " SOURCE_BIND = '127.0.1.12', SOURCE_USER = 'repl_db2', SOURCE_PASSWORD = 'it''s secret',"
                            + " SOURCE_HEARTBEAT_PERIOD = 0.1, SOURCE_CONNECT_RETRY = 1, SOURCE_RETRY_COUNT = 86400,"
                            + " GET_SOURCE_PUBLIC_KEY = 1, SOURCE_SSL = 0")),
            Map.entry(
                    new MysqlAct.ShutDoor("db2"),
                    List.of("SET SESSION sql_log_bin = OFF", "ALTER USER 'repl_db2'@'%' ACCOUNT LOCK")),
            Map.entry(
                    new MysqlAct.OpenDoor("db2"),
                    List.of("SET SESSION sql_log_bin = OFF", "ALTER USER 'repl_db2'@'%' ACCOUNT UNLOCK")),
            Map.entry(new MysqlAct.WaitForExecuted(GtidSet.EMPTY, Duration.ZERO), List.of()),
            Map.entry(new MysqlAct.ReadSets(), List.of()),
            Map.entry(new MysqlAct.ReadHistory(), List.of()),
            Map.entry(
                    new MysqlAct.CheckSource(
                            new MysqlAct.ChangeSource("127.0.1.11", 3306, "127.0.1.12", "repl_db2"), true),
                    List.of()),
            Map.entry(new MysqlAct.CountWaiting(), List.of()));

    static Stream<MysqlAct> acts() {
        return SAYS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("acts")
    void hasWordsForTheAct(MysqlAct act) {
        assertThat(ActStatements.of(act, FOLLOWS_DB1, PASSWORD))
                .extracting(Statement::sql)
                .isEqualTo(SAYS.get(act));
    }

    @Test
    void hasARowForEveryKindOfAct() {
        assertThat(acts().map(Object::getClass).distinct())
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(MysqlAct.class.getPermittedSubclasses()));
    }

    @Test
    void asksForAutoPositionTheFirstTimeOnlySoThatTheRelayLogIsKeptLater() {
        var change = new MysqlAct.ChangeSource("db1.example", 3306, "127.0.1.12", "repl_db2");
        assertThat(ActStatements.of(change, Channel.NONE, PASSWORD).getFirst().sql())
                .contains("SOURCE_AUTO_POSITION = 1")
                .contains("SOURCE_SSL = 1");
    }

    @Test
    void leavesAChannelAloneThatIsAsWanted() {
        var change = new MysqlAct.ChangeSource("127.0.1.11", 3306, "127.0.1.12", "repl_db2");
        assertThat(ActStatements.of(change, FOLLOWS_DB1, PASSWORD)).isEmpty();
    }

    @Test
    void saysNothingToAChannelThatIsNotThere() {
        assertThat(ActStatements.of(new MysqlAct.StopReceiver(), Channel.NONE, PASSWORD))
                .isEmpty();
        assertThat(ActStatements.of(new MysqlAct.ForgetSource(), Channel.NONE, PASSWORD))
                .isEmpty();
    }

    @Test
    void showsNoPassword() {
        var change = new MysqlAct.ChangeSource("127.0.1.13", 3306, "127.0.1.12", "repl_db2");
        assertThat(ActStatements.of(change, FOLLOWS_DB1, PASSWORD).toString()).doesNotContain("secret'");
    }

    @Test
    void lockAndUnlockAreSaidByTheDoorAccount() {
        assertThat(ActStatements.of(new MysqlAct.ShutDoor("db2"), Channel.NONE, ""))
                .extracting(Statement::speaker)
                .containsOnly(Speaker.DOOR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x y", "x'", "x;", "x\n", "-x", "127.0.0.1, SOURCE_SSL = 0"})
    void refusesWhatIsNoHost(String host) {
        var change = new MysqlAct.ChangeSource(host, 3306, "127.0.1.12", "repl_db2");
        assertThatIllegalArgumentException().isThrownBy(() -> ActStatements.of(change, Channel.NONE, PASSWORD));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_536})
    void refusesWhatIsNoPort(int port) {
        var change = new MysqlAct.ChangeSource("127.0.1.11", port, "127.0.1.12", "repl_db2");
        assertThatIllegalArgumentException().isThrownBy(() -> ActStatements.of(change, Channel.NONE, PASSWORD));
    }

    @Test
    void refusesACountThatWaitsForNobody() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ActStatements.of(new MysqlAct.SetAckCount(0), Channel.NONE, PASSWORD));
    }
}

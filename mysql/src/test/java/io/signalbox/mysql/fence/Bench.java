package io.signalbox.mysql.fence;

import static io.signalbox.mysql.real.RealMysql.ADMIN_PORT;
import static io.signalbox.mysql.real.RealMysql.PORT;
import static io.signalbox.mysql.real.RealMysql.TESTER;

import io.signalbox.mysql.grants.AccountNames;
import io.signalbox.mysql.real.RealMysql;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A primary, the one replica that acknowledges, and a client of the primary. What was done to them is undone before the
 * next commit waits, and nothing ever diverges: the replica only follows.
 */
final class Bench implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final String ANSWERS = "answers";
    private static final String WAITING = " FROM performance_schema.threads WHERE PROCESSLIST_USER = 'app'"
            + " AND PROCESSLIST_STATE = 'Waiting for semi-sync ACK from replica'";

    private final RealMysql primary = RealMysql.create("db1", "127.0.201.41", 1).start();
    private final RealMysql replica = RealMysql.create("db2", "127.0.201.42", 2).start();
    private final PortRule rule = new PortRule(primary.host(), PORT);
    private final Map<RealMysql, Connection> standing = new HashMap<>();
    private boolean down;
    private int row;

    Bench() {
        primary.run("SET GLOBAL super_read_only = OFF, GLOBAL read_only = OFF");
        primary.as(AccountNames.APPLICATION, "CREATE SCHEMA shop", "CREATE TABLE shop.t (a INT PRIMARY KEY)");
        replica.run(
                "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '" + primary.host() + "', SOURCE_PORT = " + PORT
                        + ", SOURCE_USER = 'repl_db2', SOURCE_PASSWORD = '"
                        + RealMysql.passwordOf("repl_db2").replace("'", "''")
                        + "', SOURCE_AUTO_POSITION = 1, SOURCE_CONNECT_RETRY = 1, SOURCE_HEARTBEAT_PERIOD = 0.1, GET_SOURCE_PUBLIC_KEY = 1",
                "SET GLOBAL rpl_semi_sync_replica_enabled = ON",
                "START REPLICA");
        makeWhole();
    }

    /** On a connection that stands until its server is restarted: some of this is asked many times. */
    private String ask(RealMysql server, String sql) {
        try (Statement statement = standing(server).createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(server.name() + ": " + e.getMessage(), e);
        }
    }

    private Connection standing(RealMysql server) throws SQLException {
        Connection open = standing.get(server);
        if (open == null) {
            open = server.connect(TESTER, ADMIN_PORT);
            standing.put(server, open);
        }
        return open;
    }

    String version() {
        return ask(primary, "SELECT @@version");
    }

    /** Makes a client's commit wait. */
    CompletableFuture<Client> block(Silencing.Replica why) throws SQLException {
        switch (why) {
            case AWAY -> {
                replica.run("STOP REPLICA IO_THREAD");
                await(() -> clients() == 0);
            }
            case FROZEN -> replica.signal("STOP");
        }
        row++;
        Connection connection = primary.connect(AccountNames.APPLICATION, PORT);
        CompletableFuture<Client> client =
                CompletableFuture.supplyAsync(() -> insert(connection), Thread::startVirtualThread);
        await(() -> !waitingSession().isEmpty());
        return client;
    }

    private Client insert(Connection connection) {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO shop.t VALUES (" + row + ")");
            return Client.ACKNOWLEDGED;
        } catch (SQLException e) {
            if (e.getSQLState() != null && e.getSQLState().startsWith("08")) {
                return Client.LOST;
            }
            throw new IllegalStateException(e);
        }
    }

    String waitingSession() {
        return ask(primary, "SELECT PROCESSLIST_ID" + WAITING);
    }

    boolean rowIsVisible() {
        return ask(primary, "SELECT COUNT(*) FROM shop.t WHERE a = " + row).equals("1");
    }

    boolean isDown() {
        return down;
    }

    /** Starts the primary as it is; nothing is cut. */
    void start() {
        primary.start();
        standing.remove(primary);
        down = false;
    }

    /** Undoes everything; the primary counts its replica's acknowledgements again, and the replica has caught up. */
    void makeWhole() {
        rule.lift();
        replica.signal("CONT");
        primary.run(
                "SET GLOBAL offline_mode = OFF",
                "SET GLOBAL rpl_semi_sync_source_timeout = 4294967295",
                "SET GLOBAL rpl_semi_sync_source_wait_for_replica_count = 1",
                "SET GLOBAL rpl_semi_sync_source_wait_point = AFTER_SYNC",
                "SET GLOBAL rpl_semi_sync_source_wait_no_replica = ON",
                "SET GLOBAL rpl_semi_sync_source_enabled = ON");
        replicaReturns();
        await(() -> ask(primary, "SELECT COUNT(*)" + WAITING).equals("0"));
        primary.run("SET GLOBAL super_read_only = OFF, GLOBAL read_only = OFF");
        await(() ->
                ask(replica, "SELECT @@global.gtid_executed").equals(ask(primary, "SELECT @@global.gtid_executed")));
    }

    String replicaReturns() {
        replica.run("START REPLICA IO_THREAD");
        await(() -> clients() == 1);
        return ANSWERS;
    }

    /** Says statements on one connection of its own; returns how the last of them ended. */
    String say(String... statements) throws SQLException {
        try (Connection connection = primary.connect(TESTER, ADMIN_PORT);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
            return ANSWERS;
        } catch (SQLException e) {
            return "error " + e.getErrorCode();
        }
    }

    String resetSockets() throws IOException, InterruptedException {
        return PortRule.run(List.of("ss", "-K", "-t", "-n", "-H", "src", primary.host() + ":" + PORT));
    }

    String dropPackets() {
        return rule.lay();
    }

    String kill() {
        primary.kill();
        down = true;
        return ANSWERS;
    }

    String stop() {
        primary.stop();
        down = true;
        return ANSWERS;
    }

    /** The process's end is awaited like that of a stop, which a process that ends already does not mind. */
    String shutdown() throws SQLException {
        String said = say("SHUTDOWN");
        primary.awaitEnd();
        down = true;
        return said;
    }

    String haltAndGoOn() {
        primary.signal("STOP");
        primary.signal("CONT");
        return ANSWERS;
    }

    private int clients() {
        return Integer.parseInt(ask(
                primary,
                "SELECT VARIABLE_VALUE FROM performance_schema.global_status"
                        + " WHERE VARIABLE_NAME = 'Rpl_semi_sync_source_clients'"));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not so within " + BOUND);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    @Override
    public void close() {
        rule.lift();
        primary.close();
        replica.close();
    }
}

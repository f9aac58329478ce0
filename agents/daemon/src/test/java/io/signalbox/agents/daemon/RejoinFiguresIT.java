package io.signalbox.agents.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.daemon.real.AgentHost;
import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.mysql.gtid.GtidSet;
import io.signalbox.mysql.real.RealMysql;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How long an old primary with 1 GB of data takes to be a replica again, by cut and by copy: {@code mvn -pl agents/daemon
 * -am verify -Dit.test=RejoinFiguresIT -Dsignalbox.figures=true}. Needs 4 GB of disk; runs on demand only.
 */
@EnabledIfSystemProperty(named = "signalbox.figures", matches = "true")
class RejoinFiguresIT {
    private static final int LEFTOVERS = 50;
    private static final int ROUNDS = Integer.getInteger("signalbox.figures.rounds", 3);
    private static final int DOUBLINGS = 7;

    private RealMysql primary;
    private AgentHost host;

    @BeforeEach
    void makeServers() throws IOException {
        primary = RealMysql.create("db1", "127.0.203.63", 1).start();
        primary.run(
                "SET GLOBAL super_read_only = OFF",
                "SET GLOBAL read_only = OFF",
                "SET SESSION binlog_row_image = MINIMAL",
                "CREATE SCHEMA shop",
                "CREATE TABLE shop.goods (id INT AUTO_INCREMENT PRIMARY KEY, picture LONGBLOB)",
                "CREATE TABLE shop.orders (id INT PRIMARY KEY)",
                "INSERT INTO shop.goods (picture) VALUES (REPEAT('x', 8000000))");
        for (int i = 0; i < DOUBLINGS; i++) {
            primary.run("INSERT INTO shop.goods (picture) SELECT picture FROM shop.goods");
        }
        host = AgentHost.create("db2", "127.0.203.64", 2);
        host.startAll();
    }

    @AfterEach
    void end() {
        host.close();
        primary.close();
    }

    @Test
    void cutAndCopy() throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            double copy = seconds(new Order.Reclone(new Order.Endpoint("db1", primary.host(), 3306), held()));
            leaveBehind();
            double cut = seconds(new Order.Rewind(held()));
            System.out.printf(
                    "figure: 1 GB, round %d: %d leftovers cut, to caught up %.1f s; copied at 200 MiB/s %.1f s%n",
                    round, LEFTOVERS, cut, copy);
            assertThat(cut).isLessThan(5);
        }
    }

    /** From the repair's order to a replica that has everything; the primary writes on meanwhile. */
    private double seconds(Order repair) {
        long from = System.nanoTime();
        assertThat(host.order(repair).result()).as(() -> "error log: " + log()).isInstanceOf(Answer.Done.class);
        primary.run("INSERT INTO shop.orders SELECT COALESCE(MAX(id), 0) + 1 FROM shop.orders");
        Order.Endpoint source = new Order.Endpoint("db1", primary.host(), 3306);
        assertThat(host.order(new Order.Follow(source, false)).result()).isInstanceOf(Answer.Done.class);
        GtidSet all = held();
        host.awaitReport(report ->
                report.mysql().filter(mysql -> mysql.executed().contains(all)).isPresent());
        return (System.nanoTime() - from) / 1e9;
    }

    /** It is opened, nobody acknowledges, {@link #LEFTOVERS} commits wait; then it is killed. */
    private void leaveBehind() {
        assertThat(host.order(new Order.Open(true, 1)).result()).isInstanceOf(Answer.Done.class);
        IntStream.range(0, LEFTOVERS).forEach(i -> Thread.ofVirtual().start(() -> commit(1_000_000 + i)));
        host.awaitReport(report -> report.mysql()
                .filter(mysql -> mysql.waitingCommits() >= LEFTOVERS)
                .isPresent());
        host.killMysqld();
        host.awaitReport(report -> report.mysqld().state() == ProcessState.AT_THE_GATE);
    }

    private void commit(int id) {
        try (Connection connection = host.mysql().connect(RealMysql.TESTER, RealMysql.PORT);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO shop.orders VALUES (" + id + ")");
        } catch (SQLException e) {
            // It waits for an acknowledgement that never comes, and loses its connection.
        }
    }

    private String log() {
        try {
            return Files.readString(host.mysql().directory().resolve("error.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private GtidSet held() {
        return GtidSet.parse(primary.ask("SELECT @@global.gtid_executed"));
    }
}

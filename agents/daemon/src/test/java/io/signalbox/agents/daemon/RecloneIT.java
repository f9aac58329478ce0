package io.signalbox.agents.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.daemon.real.AgentHost;
import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.mysql.gtid.GtidSet;
import io.signalbox.mysql.real.RealMysql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that the cut cannot help gets all data of another: on real servers, with a real agent. */
class RecloneIT {
    private RealMysql donor;
    private AgentHost host;

    @BeforeEach
    void makeServers() throws IOException {
        donor = RealMysql.create("db1", "127.0.203.61", 1).start();
        donor.run(
                "SET GLOBAL super_read_only = OFF",
                "SET GLOBAL read_only = OFF",
                "CREATE SCHEMA shop",
                "CREATE TABLE shop.orders (id INT PRIMARY KEY)",
                "INSERT INTO shop.orders VALUES (1), (2)");
        host = AgentHost.create("db2", "127.0.203.62", 2);
    }

    @AfterEach
    void end() {
        host.close();
        donor.close();
    }

    @Test
    void aDivergedServerBecomesACopyUnderANewUuidAndItsOwnTransactionsAreKept() throws IOException {
        host.startAll();
        String uuid = host.status().mysql().orElseThrow().uuid();
        host.mysql()
                .run(
                        "SET GLOBAL super_read_only = OFF",
                        "CREATE SCHEMA own",
                        "CREATE TABLE own.orders (id INT PRIMARY KEY)",
                        "INSERT INTO own.orders VALUES (3)",
                        "SET GLOBAL super_read_only = ON");

        Answer.Result result = host.order(reclone()).result();

        assertThat(result).isInstanceOfSatisfying(Answer.Done.class, done -> {
            assertThat(done.executed()).isEqualTo(held());
            assertThat(done.details().get("leftovers.gtids")).isEqualTo(uuid + ":1-3");
            assertThat(Path.of(done.details().get("leftovers.files")))
                    .content(StandardCharsets.ISO_8859_1)
                    .contains("CREATE TABLE own.orders");
        });
        Report report = host.awaitReport(now -> now.mysql().isPresent());
        assertThat(report.copying()).isEmpty();
        assertThat(report.mysql().orElseThrow()).satisfies(mysql -> {
            assertThat(mysql.uuid()).isNotEqualTo(uuid);
            assertThat(mysql.superReadOnly()).isTrue();
            assertThat(mysql.semiSync().replicaSide()).isFalse();
            assertThat(mysql.received()).isEqualTo(held());
        });
        assertThat(host.mysql().ask("SELECT COUNT(*) FROM shop.orders")).isEqualTo("2");
        assertThat(secretsIn(host.directory().resolve("agent.log"))).isFalse();
        assertThat(secretsIn(host.mysql().directory().resolve("error.log"))).isFalse();
    }

    @Test
    void anEncryptedBinlogDefeatsTheCutAndNotTheCopy() throws IOException {
        encryptBinlogs();
        host.startAll();
        host.order(new Order.Open(true, 1)); // nobody acknowledges: the heartbeat is the tail
        host.awaitReport(
                report -> report.mysql().isPresent() && report.mysql().get().waitingCommits() > 0);
        host.killMysqld();
        host.awaitReport(report -> report.mysqld().state() == ProcessState.AT_THE_GATE);

        assertThat(host.order(new Order.Rewind(held())).result())
                .isInstanceOfSatisfying(Answer.Failed.class, failed -> {
                    assertThat(failed.code()).isEqualTo(Answer.Failed.CANNOT_CUT);
                    assertThat(failed.sentence()).startsWith("ENCRYPTED: ");
                });
        assertThat(host.order(reclone()).result()).isInstanceOfSatisfying(Answer.Done.class, done -> {
            assertThat(done.executed()).isEqualTo(held());
            assertThat(done.details().get("leftovers.files").split(", "))
                    .allSatisfy(file -> assertThat(Path.of(file)).isNotEmptyFile());
        });
    }

    /** The words by which the kernel knows that only a copy helps. */
    @Test
    void aServerWhoseSourceHasPurgedWhatItNeedsSaysSoAndIsGoodForNothingButACopyOnceOneWasBegun() throws IOException {
        host.startAll();
        donor.run("FLUSH BINARY LOGS", "PURGE BINARY LOGS BEFORE NOW() + INTERVAL 1 DAY");
        Order follow = new Order.Follow(new Order.Endpoint("db1", donor.host(), 3306), false);
        host.order(follow);
        host.awaitReport(report -> report.mysql()
                .filter(mysql -> mysql.receiver().error().contains("purged required binary logs"))
                .isPresent());
        Order nobody = new Order.Reclone(new Order.Endpoint("db9", "127.0.203.69", 3306), held());

        assertThat(host.order(nobody).result())
                .isInstanceOfSatisfying(
                        Answer.Failed.class, failed -> assertThat(failed.code()).isEqualTo("COPY_FAILED"));

        assertThat(host.status().copying())
                .hasValueSatisfying(c -> assertThat(c.donor()).isEqualTo("db9"));
        for (Order order : new Order[] {new Order.Detach(), new Order.ReadSets(), new Order.Open(false, 1)}) {
            assertThat(host.order(order).result())
                    .isInstanceOfSatisfying(
                            Answer.Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo(Answer.Refusal.DATA_IS_NOT_WHOLE));
        }
        assertThat(host.order(reclone()).result()).isInstanceOf(Answer.Done.class);
        assertThat(host.order(follow).result()).isInstanceOf(Answer.Done.class);
        donor.run("INSERT INTO shop.orders VALUES (9)");
        host.awaitReport(report -> report.mysql()
                .filter(mysql -> mysql.executed().contains(held()))
                .isPresent());
    }

    private Order reclone() {
        return new Order.Reclone(new Order.Endpoint("db1", donor.host(), 3306), held());
    }

    private GtidSet held() {
        return GtidSet.parse(donor.ask("SELECT @@global.gtid_executed"));
    }

    /** The keys are a component's, whose manifest stands beside the program and its settings beside the plugins. */
    private void encryptBinlogs() throws IOException {
        Path root = host.mysql().directory();
        Path program = RealMysql.home().mysqld();
        Path own = Files.createDirectory(root.resolve("program")).resolve("mysqld");
        Path plugins = Files.createDirectory(root.resolve("plugins"));
        Files.copy(program, own, StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(own.resolveSibling("mysqld.my"), "{\"components\": \"file://component_keyring_file\"}");
        try (Stream<Path> all = Files.list(RealMysql.home().pluginDir())) {
            for (Path plugin : all.toList()) {
                Files.createSymbolicLink(plugins.resolve(plugin.getFileName()), plugin);
            }
        }
        Files.writeString(
                plugins.resolve("component_keyring_file.cnf"),
                "{\"path\": \"" + root.resolve("keys") + "\", \"read_only\": false}");
        edit(root.resolve("my.cnf"), text -> text + "\nplugin-dir = " + plugins + "\nbinlog-encryption = ON\n");
        edit(host.directory().resolve("agent.yaml"), text -> text.replace("program: " + program, "program: " + own));
    }

    private static void edit(Path file, UnaryOperator<String> change) throws IOException {
        Files.writeString(file, change.apply(Files.readString(file)));
    }

    private static boolean secretsIn(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.anyMatch(line -> line.contains(RealMysql.passwordOf("sb_clone")));
        }
    }
}

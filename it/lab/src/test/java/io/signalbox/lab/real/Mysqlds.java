package io.signalbox.lab.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.lab.workload.Account;
import io.signalbox.lab.workload.Address;
import io.signalbox.lab.workload.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A few real mysqlds on addresses of their own, put together by hand and without Signalbox. Killed when closed. */
final class Mysqlds implements AutoCloseable {
    private static final Duration START_BOUND = Duration.ofSeconds(30);
    private static final int INITIALIZE_SECONDS = 60;
    private static final Account ADMIN = new Account("lab_admin", "lab");
    static final Account APP = new Account("lab_app", "lab");

    private final Path dir;
    private final Path home;
    private final String network;
    private final List<Process> processes = new ArrayList<>();

    /** @param network the first three numbers of the servers' addresses */
    Mysqlds(Path dir, String network) throws IOException, InterruptedException {
        this.dir = dir;
        this.home = home();
        this.network = network;
        initialize();
    }

    private static Path home() {
        String cache = Optional.ofNullable(System.getenv("SIGNALBOX_CACHE"))
                .orElse(System.getProperty("user.home") + "/.cache/signalbox");
        Path home = Path.of(
                Optional.ofNullable(System.getenv("SIGNALBOX_MYSQL_HOME")).orElse(cache + "/mysql"));
        assertThat(home.resolve("usr/sbin/mysqld"))
                .as("MySQL is not unpacked; `./signalbox test` does that")
                .exists();
        return home;
    }

    /** Starts server {@code number}, from 1; it is read-only when {@code number > 1}. */
    Address start(int number) throws IOException, InterruptedException {
        Path data = dir.resolve("data" + number);
        copy(dir.resolve("template"), data);
        Address address = address(number);
        List<String> command = new ArrayList<>(common(data));
        command.addAll(List.of(
                "--server-id=" + number,
                "--bind-address=" + address.host(),
                "--port=" + address.port(),
                "--socket=" + dir.resolve("s" + number),
                "--init-file=" + dir.resolve("accounts.sql"),
                "--sync-relay-log=10000",
                "--plugin-load-add=rpl_semi_sync_source=semisync_source.so;rpl_semi_sync_replica=semisync_replica.so",
                "--rpl-semi-sync-source-timeout=4294967295",
                "--innodb-buffer-pool-size=32M",
                "--innodb-redo-log-capacity=16M"));
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("log" + number).toFile())
                .start());
        await("mysqld " + number + ", see " + dir.resolve("log" + number))
                .atMost(START_BOUND)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> {
                    admin(number).close();
                    return true;
                });
        return address;
    }

    /** Points {@code replica} at {@code source}, each packet from its own address, and opens it to readers only. */
    void follow(int replica, int source, boolean semiSync) throws SQLException {
        try (Session there = admin(source);
                Session here = admin(replica)) {
            if (semiSync) {
                there.execute("SET GLOBAL rpl_semi_sync_source_enabled = ON");
                here.execute("SET GLOBAL rpl_semi_sync_replica_enabled = ON");
            }
            here.execute("CHANGE REPLICATION SOURCE TO SOURCE_HOST='"
                    + address(source).host() + "', SOURCE_PORT="
                    + address(source).port() + ", SOURCE_BIND='"
                    + address(replica).host()
                    + "', SOURCE_USER='lab_admin', SOURCE_PASSWORD='lab', SOURCE_AUTO_POSITION=1,"
                    + " GET_SOURCE_PUBLIC_KEY=1");
            here.execute("START REPLICA");
            here.execute("SET GLOBAL super_read_only = ON");
        }
    }

    Session admin(int number) throws SQLException {
        return Session.open(address(number), ADMIN, Duration.ofSeconds(5));
    }

    Address address(int number) {
        return new Address(network + "." + (10 + number), 3306);
    }

    /** The command-line client. */
    Path client() {
        return home.resolve("usr/bin/mysql");
    }

    long pid(int number) {
        return processes.get(number - 1).pid();
    }

    private List<String> common(Path data) {
        return List.of(
                home.resolve("usr/sbin/mysqld").toString(),
                "--no-defaults",
                "--user=root",
                "--basedir=" + home.resolve("usr"),
                "--plugin-dir=" + home.resolve("usr/lib/mysql/plugin"),
                "--lc-messages-dir=" + home.resolve("usr/share/mysql"),
                "--secure-file-priv=NULL",
                "--mysqlx=0",
                "--datadir=" + data,
                "--skip-name-resolve",
                "--gtid-mode=ON",
                "--enforce-gtid-consistency=ON");
    }

    private void initialize() throws IOException, InterruptedException {
        Files.createDirectories(dir);
        Path template = dir.resolve("template");
        List<String> command = new ArrayList<>(common(template));
        command.addAll(List.of("--initialize-insecure", "--innodb-redo-log-capacity=16M"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("log-initialize").toFile())
                .start();
        assertThat(process.waitFor(INITIALIZE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as("see " + dir.resolve("log-initialize"))
                .isZero();
        Files.delete(template.resolve("auto.cnf"));
        Files.writeString(dir.resolve("accounts.sql"), """
                SET sql_log_bin = 0;
                CREATE USER IF NOT EXISTS lab_admin@'%' IDENTIFIED BY 'lab';
                GRANT ALL ON *.* TO lab_admin@'%';
                CREATE USER IF NOT EXISTS lab_app@'%' IDENTIFIED BY 'lab';
                GRANT CREATE, DROP, INSERT, UPDATE, SELECT, DELETE ON *.* TO lab_app@'%';
                """);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        await().atMost(START_BOUND).until(() -> processes.stream().noneMatch(Process::isAlive));
    }
}

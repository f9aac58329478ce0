package io.signalbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.mysql.conf.MysqlHome;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** One mysqld with an ordinary application account, for as long as a test. */
final class RealMysqld implements AutoCloseable {
    static final String USER = "app";
    static final String PASSWORD = "app-password";
    private static final Duration START_AT_MOST = Duration.ofSeconds(60);

    private final MysqlHome home;
    private final Path dir;
    private final WebConfig.Address address;
    private final Process process;

    private RealMysqld(MysqlHome home, Path dir, WebConfig.Address address) throws IOException, InterruptedException {
        this.home = home;
        this.dir = dir;
        this.address = address;
        Process made = run("--initialize-insecure");
        assertThat(made.waitFor(START_AT_MOST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(made.exitValue()).as(() -> log()).isZero();
        Path accounts = Files.writeString(dir.resolve("accounts.sql"), """
                CREATE USER app@'%' IDENTIFIED WITH caching_sha2_password BY 'app-password';
                GRANT CREATE, SELECT, INSERT, UPDATE ON *.* TO app@'%';
                """);
        process = run(
                "--init-file=" + accounts,
                "--bind-address=" + address.host(),
                "--report-host=" + address.host(),
                "--port=" + address.port(),
                "--socket=" + dir.resolve("s"));
    }

    static RealMysqld start(Path dir, WebConfig.Address address) throws Exception {
        RealMysqld mysqld = new RealMysqld(home(), dir, address);
        Awaitility.await().atMost(START_AT_MOST).until(mysqld::accepts);
        return mysqld;
    }

    private static MysqlHome home() {
        Path root = Optional.ofNullable(System.getenv("SIGNALBOX_MYSQL_HOME"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache/signalbox/mysql"));
        assertThat(root.resolve("usr/sbin/mysqld"))
                .as("MySQL is missing: `./signalbox test` installs what the tests need")
                .isExecutable();
        return new MysqlHome(root);
    }

    private Process run(String... options) throws IOException {
        List<String> argv = new ArrayList<>(List.of(
                home.mysqld().toString(),
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--basedir=" + home.baseDir(),
                "--plugin-dir=" + home.pluginDir(),
                "--lc-messages-dir=" + home.messagesDir(),
                "--secure-file-priv=NULL",
                "--mysqlx=OFF",
                "--performance-schema=OFF",
                "--innodb-redo-log-capacity=16M",
                "--innodb-buffer-pool-size=32M",
                "--pid-file=" + dir.resolve("pid"),
                "--datadir=" + dir.resolve("data")));
        argv.addAll(List.of(options));
        return new ProcessBuilder(argv)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(dir.resolve("log").toFile()))
                .start();
    }

    private boolean accepts() {
        assertThat(process.isAlive()).as(() -> log()).isTrue();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String log() {
        try {
            return Files.readString(dir.resolve("log"));
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}

package io.signalbox.mysql.real;

import io.signalbox.mysql.conf.MysqlHome;
import io.signalbox.mysql.conf.ServerConf;
import io.signalbox.mysql.conf.ServerSize;
import io.signalbox.mysql.grants.AccountNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A real mysqld of a test's own, with the conf, accounts and seed that a site has, on a loopback address. Besides there
 * is {@link #TESTER}, who may do everything. Closing it kills the process and removes its files.
 */
public final class RealMysql implements AutoCloseable {
    public static final int PORT = 3306;
    public static final int ADMIN_PORT = 33062;
    public static final String TESTER = "tester";

    private static final Duration START_BOUND = Duration.ofSeconds(60);
    private static final Duration END_BOUND = Duration.ofSeconds(60);

    private final String name;
    private final String host;
    private final Path directory;
    private final Path config;
    private @Nullable Process process;

    private RealMysql(String name, String host, Path directory, Path config) {
        this.name = name;
        this.host = host;
        this.directory = directory;
        this.config = config;
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    /** Makes a server's files from the seed; it does not run yet. {@code extraConf}: lines for the end of its my.cnf. */
    public static RealMysql create(String name, String host, int serverId, String... extraConf) {
        try {
            Path directory = Files.createTempDirectory("signalbox-" + name + "-");
            Trees.copy(SeededData.directory(), directory.resolve("data"));
            Path config = directory.resolve("my.cnf");
            Files.writeString(config, conf(directory, host, serverId).render() + String.join("\n", extraConf) + "\n");
            return new RealMysql(name, host, directory, config);
        } catch (IOException e) {
            throw new AssertionError("no server " + name, e);
        }
    }

    private static ServerConf conf(Path directory, String host, int serverId) {
        return new ServerConf(
                home(),
                serverId,
                host,
                PORT,
                ADMIN_PORT,
                directory.resolve("data"),
                directory.resolve("mysqld.sock"),
                directory.resolve("mysqld.pid"),
                directory.resolve("error.log"),
                System.getProperty("user.name"),
                ServerSize.LOCAL);
    }

    /** Where MySQL was unpacked, or a failure that says how to get it. */
    public static MysqlHome home() {
        Path root = Path.of(System.getProperty("user.home"), ".cache", "signalbox", "mysql");
        MysqlHome home = new MysqlHome(root);
        if (!Files.isExecutable(home.mysqld())) {
            throw new AssertionError("There is no MySQL in " + root + ". Install it with: mysql/get-mysql.sh");
        }
        return home;
    }

    /** Starts mysqld and waits until its admin port answers. */
    public RealMysql start() {
        try {
            process = new ProcessBuilder(home().mysqld().toString(), "--defaults-file=" + config)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("output.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new AssertionError("mysqld does not start", e);
        }
        long end = System.nanoTime() + START_BOUND.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                throw new AssertionError("mysqld does not start:\n" + log());
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        return this;
    }

    private boolean answers() {
        try (Connection connection = connect(TESTER, ADMIN_PORT)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** The end of the error log. */
    public String log() {
        try {
            List<String> lines = Files.readAllLines(directory.resolve("error.log"));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return "no error log: " + e;
        }
    }

    public Connection connect(String user, int port) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", SeededData.password(user));
        properties.setProperty("sslMode", "DISABLED");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("connectTimeout", "2000");
        properties.setProperty("socketTimeout", "60000");
        return DriverManager.getConnection("jdbc:mysql://" + host + ":" + port + "/", properties);
    }

    /** Runs statements as {@link #TESTER}, on a connection of their own. */
    public void run(String... statements) {
        as(TESTER, statements);
    }

    public void as(String user, String... statements) {
        try (Connection connection = connect(user, ADMIN_PORT_USERS.contains(user) ? ADMIN_PORT : PORT);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(name + ": " + e.getMessage() + " (" + e.getErrorCode() + ")", e);
        }
    }

    private static final List<String> ADMIN_PORT_USERS =
            List.of(TESTER, AccountNames.MONITOR, AccountNames.OPERATOR, AccountNames.DOOR);

    /** The first column of the first row, or an empty text. */
    public String ask(String sql) {
        try (Connection connection = connect(TESTER, ADMIN_PORT);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            String value = rows.next() ? rows.getString(1) : "";
            return value == null ? "" : value;
        } catch (SQLException e) {
            throw new IllegalStateException(name + ": " + e.getMessage(), e);
        }
    }

    /** SIGKILL, and the end of the process awaited. */
    public void kill() {
        signal("KILL");
        awaitEnd();
    }

    /** SIGTERM, and the end of the process awaited. */
    public void stop() {
        signal("TERM");
        awaitEnd();
    }

    /** Sends a signal, such as {@code STOP}. */
    public void signal(String signal) {
        Process running = process;
        if (running != null && running.isAlive()) {
            try {
                new ProcessBuilder("kill", "-" + signal, Long.toString(running.pid()))
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new AssertionError("cannot signal mysqld", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until the process has ended by itself. */
    public void awaitEnd() {
        Process running = process;
        try {
            if (running != null && !running.waitFor(END_BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("mysqld does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process = null;
    }

    public static String passwordOf(String user) {
        return SeededData.password(user);
    }

    public String name() {
        return name;
    }

    public String host() {
        return host;
    }

    public Path dataDir() {
        return directory.resolve("data");
    }

    /** A directory for what belongs to this server and is not mysqld's. */
    public Path directory() {
        return directory;
    }

    @Override
    public void close() {
        signal("CONT");
        kill();
        Trees.remove(directory);
    }
}

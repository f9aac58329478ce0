package io.signalbox.agents.daemon.real;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Handshake;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Token;
import io.signalbox.agents.protocol.Wire;
import io.signalbox.haproxy.real.Unprivileged;
import io.signalbox.mysql.real.RealMysql;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** A host of a test's own: the files of a mysqld, and an agent in a process of its own that looks after it. */
public final class AgentHost implements AutoCloseable {
    public static final int AGENT_PORT = 8091;
    public static final String KEY = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    /** As a site starts its agents. */
    private static final List<String> JVM = List.of(
            "-XX:+UseSerialGC",
            "-Xms24m",
            "-Xmx64m",
            "-XX:+UseCompactObjectHeaders",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED");

    private final RealMysql mysql;
    private final Path directory;
    private final AtomicLong sequence = new AtomicLong();
    private @Nullable Process agent;

    private AgentHost(RealMysql mysql) {
        this.mysql = mysql;
        this.directory = mysql.directory().resolve("agent");
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    }

    /** A host whose mysqld has been seeded and never run, and whose agent does not run yet. */
    public static AgentHost create(String server, String address, int serverId) throws IOException {
        return create(server, address, serverId, "");
    }

    /** As {@link #create(String, String, int)}, with more lines for the agent's file. */
    public static AgentHost create(String server, String address, int serverId, String moreYaml) throws IOException {
        AgentHost host = new AgentHost(RealMysql.create(server, address, serverId));
        Files.createDirectories(host.directory);
        host.secret("site.key", KEY);
        for (String user : List.of("sb_monitor", "sb_operator", "sb_door", "sb_clone", "repl_" + server)) {
            host.secret(user, "it's \"" + user + "\"; -- #%");
        }
        Files.writeString(host.directory.resolve("agent.yaml"), host.yaml() + moreYaml);
        return host;
    }

    private void secret(String name, String value) throws IOException {
        Path file = Files.createFile(
                directory.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, value);
    }

    private String yaml() {
        Path root = mysql.directory();
        return """
            site: test
            server: %1$s
            cluster: main
            listen: {host: %2$s, port: %3$d}
            keyFile: %4$s/site.key
            stateDir: %4$s/state
            mysqld:
              program: %5$s
              defaultsFile: %6$s/my.cnf
              dataDir: %6$s/data
              pidFile: %6$s/mysqld.pid
              errorLog: %6$s/error.log
              tailDir: %4$s/tails
              host: %2$s
              port: 3306
              adminPort: 33062
              monitor: {user: sb_monitor, passwordFile: %4$s/sb_monitor}
              operator: {user: sb_operator, passwordFile: %4$s/sb_operator}
              door: {user: sb_door, passwordFile: %4$s/sb_door}
              donor: {user: sb_clone, passwordFile: %4$s/sb_clone}
              replication: {user: repl_%1$s, passwordFile: %4$s/repl_%1$s}
            """.formatted(
                        mysql.name(),
                        mysql.host(),
                        AGENT_PORT,
                        directory,
                        RealMysql.home().mysqld(),
                        root);
    }

    public RealMysql mysql() {
        return mysql;
    }

    public Path directory() {
        return directory;
    }

    /** Starts the agent and waits until it answers. */
    public AgentHost startAgent() throws IOException {
        return begin(agentCommand(directory.resolve("agent.yaml")));
    }

    /** The same without root's rights: files' permissions hold for it, and it changes no packet filter. */
    public AgentHost startUnprivilegedAgent() throws IOException {
        return begin(Unprivileged.command(agentCommand(directory.resolve("agent.yaml"))));
    }

    private AgentHost begin(List<String> command) throws IOException {
        agent = started(command, directory.resolve("agent.log"));
        await("the agent answers", this::lives);
        return this;
    }

    /** Another agent on {@code file}, which is expected to end by itself: its exit code and what it said. */
    public static Ended runToItsEnd(Path file) throws IOException {
        Path output = Files.createTempFile("signalbox-agent-", ".log");
        Process process = started(agentCommand(file), output);
        try {
            if (!process.waitFor(BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("it does not end: " + Files.readString(output));
            }
            return new Ended(process.exitValue(), Files.readString(output));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            Files.delete(output);
        }
    }

    /** A program that has ended. */
    public record Ended(int code, String said) {}

    private static List<String> agentCommand(Path file) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(
                Arrays.asList(System.getProperty("signalbox.figures.jvm", "-ea").split(" ")));
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), "io.signalbox.agents.daemon.AgentMain", file.toString()));
        return command;
    }

    private static Process started(List<String> command, Path output) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(output.toFile()))
                .start();
    }

    /** Starts the agent and waits until its mysqld runs and has been seen by SQL. */
    public AgentHost startAll() throws IOException {
        startAgent();
        awaitReport(report -> report.mysqld().state() == Report.ProcessState.RUNNING
                && report.mysql().isPresent());
        return this;
    }

    public long agentPid() {
        return Objects.requireNonNull(agent).pid();
    }

    public void killAgent() {
        endAgent(true);
    }

    public void stopAgent() {
        endAgent(false);
    }

    private void endAgent(boolean force) {
        Process running = agent;
        if (running == null) {
            return;
        }
        if (force) {
            running.destroyForcibly();
        } else {
            running.destroy();
        }
        try {
            if (!running.waitFor(BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the agent does not end");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        agent = null;
    }

    /** The pid in mysqld's pid file, or 0. */
    public long mysqldPid() {
        try {
            return Long.parseLong(
                    Files.readString(mysql.directory().resolve("mysqld.pid")).strip());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    public boolean mysqldRuns() {
        long pid = mysqldPid();
        return pid != 0 && Files.exists(Path.of("/proc", Long.toString(pid), "exe"));
    }

    /** SIGKILL, as a crash would be. */
    public void killMysqld() {
        ProcessHandle.of(mysqldPid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    public boolean lives() {
        try {
            return get("/health/live").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The present report. */
    public Report status() {
        try {
            HttpResponse<String> response = get("/status");
            if (response.statusCode() != 200) {
                throw new AssertionError("status " + response.statusCode() + ": " + response.body());
            }
            return Wire.read(response.body(), Report.class);
        } catch (IOException e) {
            throw new AssertionError("no status: " + log(), e);
        }
    }

    public Report awaitReport(Predicate<Report> wanted) {
        try {
            Awaitility.await()
                    .atMost(BOUND)
                    .pollInterval(Duration.ofMillis(20))
                    .failFast(() -> requireAgent())
                    .until(() -> wanted.test(status()));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("the last report: " + status(), e);
        }
        return status();
    }

    private void requireAgent() {
        Process running = agent;
        if (running != null && !running.isAlive()) {
            throw new AssertionError("the agent ended:\n" + log());
        }
    }

    /** Gives an order under the next token of term 1. */
    public Answer order(Order order) {
        long next = sequence.incrementAndGet();
        return command(new Command("c" + next, "main", new Token(1, next), 1, order));
    }

    public Answer command(Command command) {
        try {
            HttpResponse<String> response = send(request("/commands")
                    .header("Authorization", "Bearer " + Handshake.bearer(Handshake.key(KEY)))
                    .POST(HttpRequest.BodyPublishers.ofString(Wire.write(command)))
                    .build());
            return Wire.read(response.body(), Answer.class);
        } catch (IOException e) {
            throw new AssertionError(command + "\n" + log(), e);
        }
    }

    public HttpResponse<String> get(String path) throws IOException {
        return send(request(path)
                .header("Authorization", "Bearer " + Handshake.bearer(Handshake.key(KEY)))
                .build());
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + mysql.host() + ":" + AGENT_PORT + path))
                .timeout(BOUND);
    }

    public HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public TestLink link() {
        return TestLink.open(mysql.host(), AGENT_PORT, KEY);
    }

    public String log() {
        try {
            List<String> lines = Files.readAllLines(directory.resolve("agent.log"));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    public static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(BOUND).pollInterval(Duration.ofMillis(20)).until(condition);
    }

    private void end() {
        Process running = agent;
        if (running != null) {
            running.destroyForcibly();
        }
        mysqlds().forEach(ProcessHandle::destroyForcibly);
    }

    /** Found by its arguments: one that is still starting has no pid file. */
    private Stream<ProcessHandle> mysqlds() {
        String ours = "--defaults-file=" + mysql.directory().resolve("my.cnf");
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").endsWith(ours));
    }

    @Override
    public void close() {
        killAgent();
        end();
        await("mysqld ends", () -> mysqlds().findAny().isEmpty());
        mysql.close();
    }
}

package io.signalbox.agents.daemon.proxy;

import static org.awaitility.Awaitility.await;

import io.signalbox.agents.protocol.Report.ProxyServer;
import io.signalbox.haproxy.configuration.Layouts;
import io.signalbox.haproxy.real.LoopbackNetwork;
import io.signalbox.haproxy.real.RealHaproxy;
import io.signalbox.haproxy.real.SqlClient;
import io.signalbox.haproxy.real.TalkingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A real HAProxy with the reference configuration, two servers that greet like MySQL behind it, and a driver. */
final class ProxyBench implements AutoCloseable {
    static final Duration BOUND = Duration.ofSeconds(15);

    private static final int WRITES = 6446;
    private static final int READS = 6447;
    private static final int FRESH = 6448;
    private static final int MYSQL = 3306;

    private final LoopbackNetwork network = LoopbackNetwork.claim();
    final RealHaproxy haproxy;
    final RememberingListener listener = new RememberingListener();
    final TalkingServer db1 = new TalkingServer("db1", network.host(11), MYSQL);
    final TalkingServer db2 = new TalkingServer("db2", network.host(12), MYSQL);
    private final Path dir;
    private final List<ProxyDriver> drivers = new ArrayList<>();

    ProxyBench() throws IOException {
        this(Optional.empty());
    }

    /** @param cookie that keeps a browser on one web server */
    ProxyBench(Optional<String> cookie) throws IOException {
        this(cookie, 2);
    }

    /** @param servers of each tier; of databases there are two all the same */
    ProxyBench(Optional<String> cookie, int servers) throws IOException {
        dir = Files.createTempDirectory(Path.of("/tmp"), "sbp");
        haproxy = new RealHaproxy(dir, Layouts.site(network.prefix(), RealHaproxy.runtimeSocket(dir), servers, cookie));
    }

    /** A driver that watches; it must have looked once. */
    ProxyDriver driver() {
        ProxyDriver driver = new ProxyDriver(sockets(), listener);
        drivers.add(driver);
        driver.start();
        return driver;
    }

    ProxySockets sockets() {
        return new ProxySockets(RealHaproxy.runtimeSocket(dir), RealHaproxy.masterSocket(dir));
    }

    SqlClient write() throws IOException {
        return SqlClient.connect(network.host(1), WRITES);
    }

    CompletableFuture<SqlClient> writing() {
        return SqlClient.connecting(network.host(1), WRITES);
    }

    SqlClient freshRead() throws IOException {
        return SqlClient.connect(network.host(1), FRESH);
    }

    String host(int number) {
        return network.host(number);
    }

    SqlClient read() throws IOException {
        return SqlClient.connect(network.host(1), READS);
    }

    /** How many clients of the writes' port there are now, held ones included. */
    long writeSessions() {
        return statistics(Routes.WRITERS + "_front", "FRONTEND")
                .map(cells -> Long.parseLong(cells[4]))
                .orElse(0L);
    }

    long sessionsOn(String backend, String server) {
        return statistics(backend, server)
                .map(cells -> Long.parseLong(cells[4]))
                .orElse(0L);
    }

    String statusOf(String backend, String server) {
        return statistics(backend, server).map(cells -> cells[17]).orElse("absent");
    }

    int weightOf(String backend, String server) {
        return statistics(backend, server)
                .map(cells -> Integer.parseInt(cells[18]))
                .orElse(-1);
    }

    private Optional<String[]> statistics(String backend, String server) {
        return say("show stat")
                .lines()
                .map(line -> line.split(",", -1))
                .filter(cells -> cells.length > 20 && cells[0].equals(backend) && cells[1].equals(server))
                .findFirst();
    }

    /** What was last wished of a server, as HAProxy's bits. */
    int adminOf(String backend, String server) {
        return say("show servers state " + backend)
                .lines()
                .map(line -> line.split(" ", -1))
                .filter(cells -> cells.length > 7 && cells[3].equals(server))
                .mapToInt(cells -> Integer.parseInt(cells[6]))
                .findFirst()
                .orElse(-1);
    }

    /** The writers that HAProxy would give new clients to, told by HAProxy itself. */
    List<String> openWriters() {
        return say("show servers state " + Routes.WRITERS)
                .lines()
                .map(line -> line.split(" ", -1))
                .filter(cells -> cells.length > 7 && cells[3].startsWith("db"))
                .filter(cells -> cells[5].equals("2") && (Integer.parseInt(cells[6]) & ~4) == 0)
                .map(cells -> cells[3])
                .toList();
    }

    String say(String command) {
        try {
            return haproxy.say(command);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Optional<ProxyServer> server(ProxyDriver driver, String backend, String server) {
        return driver.snapshot().servers().stream()
                .filter(each -> each.backend().equals(backend) && each.server().equals(server))
                .findFirst();
    }

    static void until(Callable<Boolean> condition) {
        await().atMost(BOUND).pollInterval(Duration.ofMillis(5)).until(condition);
    }

    @Override
    public void close() throws IOException {
        drivers.forEach(ProxyDriver::close);
        haproxy.close();
        db1.close();
        db2.close();
        network.close();
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

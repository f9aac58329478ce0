package io.signalbox.haproxy.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.haproxy.configuration.ProxyLayout.Limits;
import io.signalbox.haproxy.configuration.ProxyLayout.Listener;
import io.signalbox.haproxy.configuration.ProxyLayout.Peers;
import io.signalbox.haproxy.configuration.ProxyLayout.Timing;
import io.signalbox.haproxy.configuration.ProxyLayout.WebTier;
import io.signalbox.haproxy.real.HaproxyProgram;
import io.signalbox.haproxy.real.NetworkLab;
import io.signalbox.haproxy.real.Visits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Two proxies with one address, each a network namespace, and a visitor who connects all the time. One round of each fault;
 * {@code -Dsignalbox.figures=true} makes it ten, and prints them.
 */
@Timeout(600)
class SharedAddressIT {
    private static final boolean FIGURES = Boolean.getBoolean("signalbox.figures");
    private static final int ROUNDS = FIGURES ? 10 : 1;
    private static final Duration BOUND = Duration.ofSeconds(15);
    private static final int WEB = 8080;
    private static final int STATISTICS = 8404;
    /** A busy machine may need longer than the bounds of the figures, which are judged when they are taken. */
    private static final long SLACK = FIGURES ? 1 : 3;

    /** keepalived looks once a second: figures come from any moment between two looks. */
    private static final int LOOK_MILLIS = 1000;

    private static final Random PHASE = new Random(20261126);

    private final Network network = Networks.site(List.of(), List.of());
    private final String shared = network.shared().orElseThrow().address();
    private NetworkLab lab;
    private Path dir;
    private Visits visits;

    @BeforeEach
    void start() throws IOException {
        // keepalived runs no script that somebody else could have written: not below /tmp.
        dir = Files.createTempDirectory(Path.of("/run"), "sb");
        lab = new NetworkLab().host("visitor", "10.99.0.200/24");
        for (String proxy : proxies()) {
            lab.host(proxy, network.proxies().get(proxy) + "/24");
            Files.createDirectories(dir.resolve(proxy));
            Files.writeString(dir.resolve(proxy).resolve("limits.map"), "requests 1000000\nconnections 1000000\n");
            Files.writeString(dir.resolve(proxy).resolve("haproxy.cfg"), ProxyConfiguration.render(layout(proxy)));
        }
        Path script = Files.writeString(dir.resolve("haproxy-answers"), KeepalivedConfiguration.scriptText());
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void run(int fall) throws IOException {
        for (String proxy : proxies()) {
            haproxy(proxy);
            keepalived(proxy, fall);
        }
        visits = new Visits(
                lab.listen("visitor", List.of("perl", NetworkLab.script("visitor.pl"), shared, Integer.toString(WEB))));
        visits.awaitOne(BOUND);
    }

    @AfterEach
    void stop() throws IOException {
        lab.close();
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void aLinkThatIsLostMovesTheAddress() throws Exception {
        run(1);
        rounds(
                "link lost",
                Duration.ofMillis(500),
                holder -> lab.plug(holder, false),
                holder -> lab.plug(holder, true));
    }

    @Test
    void aDeadHaproxyMovesTheAddressAndItsClientsAreKnownThere() throws Exception {
        run(1);
        String client = "key=::ffff:" + lab.address("visitor");
        for (String proxy : proxies()) {
            await().atMost(BOUND)
                    .until(() -> say(proxy, "show table web_clients").contains(client));
        }
        rounds("HAProxy killed, fall 1", Duration.ofSeconds(1), this::killHaproxy, this::haproxy);
    }

    @Test
    @EnabledIfSystemProperty(named = "signalbox.figures", matches = "true")
    void withTwoLooksItMayTakeASecondMore() throws Exception {
        run(2);
        rounds("HAProxy killed, fall 2", Duration.ofSeconds(2), this::killHaproxy, this::haproxy);
    }

    @Test
    void aDeadKeepalivedMovesTheAddress() throws Exception {
        run(1);
        rounds("keepalived killed", Duration.ofMillis(500), this::killKeepalived, holder -> {
            lab.inside(holder, "ip", "address", "delete", shared + "/24", "dev", "eth0");
            keepalived(holder, 1);
        });
    }

    private interface Act {
        void on(String proxy) throws IOException;
    }

    private void rounds(String what, Duration bound, Act fault, Act heal) throws Exception {
        List<Long> gaps = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            String holder = holder();
            Thread.sleep(FIGURES ? PHASE.nextInt(LOOK_MILLIS) : 0);
            long begin = System.currentTimeMillis();
            fault.on(holder);
            await().atMost(BOUND).until(() -> has(other(holder)));
            visits.awaitOne(BOUND);
            gaps.add(visits.longestGapSince(begin));
            heal.on(holder);
            settle(holder);
        }
        if (FIGURES) {
            System.out.println("figures: " + what + ": gaps in ms "
                    + gaps.stream().sorted().toList());
        }
        assertThat(gaps).as(what).allMatch(gap -> gap <= SLACK * bound.toMillis());
    }

    /** Who came back does not take the address away again, and is fit to get it. */
    private void settle(String back) {
        long begin = System.currentTimeMillis();
        await().atMost(BOUND)
                .pollDelay(Duration.ofSeconds(FIGURES ? 4 : 1))
                .until(() -> !has(back) && has(other(back)));
        assertThat(visits.longestGapSince(begin)).isLessThan(SLACK * 200);
    }

    private String holder() {
        await().atMost(BOUND).until(() -> proxies().stream().filter(this::has).count() == 1);
        return proxies().stream().filter(this::has).findFirst().orElseThrow();
    }

    private String other(String proxy) {
        return proxies().stream()
                .filter(name -> !name.equals(proxy))
                .findFirst()
                .orElseThrow();
    }

    private boolean has(String proxy) {
        try {
            return lab.inside(proxy, "ip", "-4", "address", "show", "dev", "eth0")
                    .contains(shared + "/");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void haproxy(String proxy) throws IOException {
        Path home = dir.resolve(proxy);
        lab.run(
                proxy,
                home.resolve("haproxy.log"),
                List.of(
                        HaproxyProgram.find().toString(),
                        "-Ws",
                        "-p",
                        home + "/haproxy.pid",
                        "-f",
                        home + "/haproxy.cfg"));
        await().atMost(BOUND).until(() -> Files.exists(home.resolve("admin.sock")));
    }

    private void keepalived(String proxy, int fall) throws IOException {
        Path home = dir.resolve(proxy);
        Path conf = Files.writeString(
                home.resolve("keepalived.conf"),
                new KeepalivedConfiguration(
                                network,
                                proxy,
                                new Listener(lab.address(proxy), STATISTICS),
                                dir.resolve("haproxy-answers"),
                                "root",
                                fall)
                        .render());
        lab.run(
                proxy,
                home.resolve("keepalived.log"),
                List.of(
                        HaproxyProgram.keepalived().toString(),
                        "--dont-fork",
                        "--log-console",
                        "--vrrp",
                        "--use-file=" + conf,
                        "--pid=" + home + "/keepalived.pid",
                        "--vrrp_pid=" + home + "/vrrp.pid"));
        await().atMost(BOUND).until(() -> Files.exists(home.resolve("keepalived.pid")));
    }

    private void killHaproxy(String proxy) {
        kill(dir.resolve(proxy).resolve("haproxy.pid"));
    }

    private void killKeepalived(String proxy) {
        kill(dir.resolve(proxy).resolve("keepalived.pid"));
    }

    /** A process and its children at once, as by power loss. */
    private static void kill(Path pidFile) {
        try {
            long pid = Long.parseLong(Files.readString(pidFile).strip());
            ProcessHandle parent = ProcessHandle.of(pid).orElseThrow();
            List<ProcessHandle> children = parent.children().toList();
            parent.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            await().atMost(BOUND)
                    .until(() -> !parent.isAlive() && children.stream().noneMatch(ProcessHandle::isAlive));
            Files.delete(pidFile);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String say(String proxy, String command) throws IOException {
        return NetworkLab.say(dir.resolve(proxy).resolve("admin.sock"), command);
    }

    private List<String> proxies() {
        return List.copyOf(network.proxies().keySet());
    }

    private ProxyLayout layout(String proxy) {
        Path home = dir.resolve(proxy);
        Peers peers = new Peers(proxy, 10000, new TreeMap<>(network.proxies()));
        return new ProxyLayout(
                Optional.empty(),
                new Listener(network.proxies().get(proxy), STATISTICS),
                home.resolve("admin.sock"),
                new WebTier(
                        new Listener("0.0.0.0", WEB),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Limits(home.resolve("limits.map"), Optional.of(peers)))),
                List.of(),
                Timing.defaults());
    }
}

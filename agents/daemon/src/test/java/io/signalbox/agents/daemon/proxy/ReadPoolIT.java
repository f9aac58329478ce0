package io.signalbox.agents.daemon.proxy;

import static io.signalbox.agents.daemon.proxy.ProxyBench.until;
import static io.signalbox.agents.daemon.proxy.Routes.READERS;
import static io.signalbox.agents.daemon.proxy.Routes.hold;
import static io.signalbox.agents.daemon.proxy.Routes.reader;
import static io.signalbox.agents.daemon.proxy.Routes.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.agents.daemon.http.AgentAsker;
import io.signalbox.agents.daemon.proxy.PoolSettings.Doors;
import io.signalbox.agents.protocol.Order.ServerMode;
import io.signalbox.haproxy.command.Name;
import io.signalbox.haproxy.pool.LagCurve;
import io.signalbox.haproxy.pool.LastResort;
import io.signalbox.haproxy.real.SqlClient;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Agents that say how far they are behind, a real HAProxy between, and clients who read. */
@Timeout(1000)
class ReadPoolIT {
    private static final String FRESH = "mysql_main_fresh";
    private static final Duration PROMISED = Duration.ofSeconds(1);
    private static final Duration CHECKED = Duration.ofMillis(550);
    private static final Duration SOON = Duration.ofMillis(20);
    private static final int FRESH_READERS = 4;
    /** Longer on demand: the issue asks for a quarter of an hour. */
    private static final Duration SAWTEETH = Duration.ofSeconds(Integer.getInteger("signalbox.sawtooth.seconds", 12));

    private final Vertx vertx = Vertx.vertx();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private ProxyBench bench;
    private ProxyDriver driver;
    private FakeDatabaseAgent db1;
    private FakeDatabaseAgent db2;

    @BeforeEach
    void start() throws Exception {
        bench = new ProxyBench();
        db1 = new FakeDatabaseAgent(vertx, "db1", bench.host(11));
        db2 = new FakeDatabaseAgent(vertx, "db2", bench.host(12));
        bench.haproxy.start();
        driver = bench.driver();
        driver.apply(token(1), hold(reader(1, ServerMode.READY, 100), reader(2, ServerMode.READY, 100)));
        Context loop = vertx.getOrCreateContext();
        ReadPoolWatch watch = new ReadPoolWatch(
                new PoolSettings(
                        new Name(READERS),
                        new LagCurve(Duration.ofMillis(500), Duration.ofSeconds(5)),
                        LastResort.STALE,
                        Optional.of(new Doors(new Name(FRESH), CHECKED))),
                driver,
                new AgentAsker(vertx),
                work -> Thread.ofVirtual().start(work),
                work -> loop.runOnContext(ignored -> work.run()),
                new Remembering());
        loop.runOnContext(ignored -> vertx.setPeriodic(ReadPoolWatch.PERIOD.toMillis(), timer -> watch.turn()));
    }

    @AfterEach
    void stop() throws IOException {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        bench.close();
    }

    @Test
    void whoLagsIsReadFromLessAndThenNotAtAllAndThatIsNoDrift() {
        db2.behind(() -> Duration.ofMillis(2750));
        until(() -> bench.weightOf(READERS, "db2") == 55);
        db2.behind(() -> Duration.ofSeconds(6));
        until(() -> bench.weightOf(READERS, "db2") == 0);
        db2.behind(() -> Duration.ZERO);
        until(() -> bench.weightOf(READERS, "db2") >= 20);

        assertThat(bench.weightOf(READERS, "db1")).isEqualTo(100);
        assertThat(driver.snapshot().drift()).isEmpty();
        assertThat(bench.listener.sentences()).noneMatch(said -> said.contains("somebody else"));
    }

    @Test
    void aReloadedHaproxyGetsTheWeightsBackAndFreshReadsOnlyThen() throws IOException {
        db1.behind(() -> Duration.ofMillis(2750));
        db2.behind(() -> Duration.ofSeconds(2));
        until(() -> bench.weightOf(READERS, "db1") == 55);
        assertThatThrownBy(bench::freshRead).isInstanceOf(IOException.class);

        bench.haproxy.reload();
        until(() ->
                driver.snapshot().reloads() == 1 && driver.snapshot().routed().equals(token(1)));

        assertThat(bench.weightOf(READERS, "db1")).isEqualTo(55);
        assertThatThrownBy(bench::freshRead).isInstanceOf(IOException.class);
    }

    @Test
    void whoIsNotFreshAnyMoreLosesItsSessionsAndThePrimaryServesThem() throws IOException {
        db1.primary(true);
        until(() -> bench.statusOf(FRESH, "db1").startsWith("DOWN"));
        until(() -> bench.statusOf(FRESH + "_primary", "db2").startsWith("DOWN"));
        until(() -> bench.statusOf(FRESH, "db2").equals("UP"));
        try (SqlClient client = bench.freshRead()) {
            assertThat(client.greeting()).isEqualTo("db2");
            db2.behind(growing());
            assertThat(client.isCut(PROMISED)).isTrue();
            assertThat(db2.behind()).isLessThan(PROMISED);
        }
        try (SqlClient next = bench.freshRead()) {
            assertThat(next.greeting()).isEqualTo("db1");
            db1.behind(growing());
            assertThat(next.isCut(PROMISED)).isTrue();
        }
        until(() -> bench.statusOf(FRESH + "_primary", "db1").startsWith("DOWN")
                || bench.statusOf(FRESH + "_primary", "db1").equals("MAINT"));
        assertThatThrownBy(bench::freshRead).isInstanceOf(IOException.class);
    }

    /** Both replicas stop and catch up in turns, as real ones do: lag grows by a second a second, then falls at once. */
    @Test
    void sawteethLeaveNobodyWithoutAServerAndGiveNoStaleReadToWhoAskedForFreshOnes() throws Exception {
        long start = System.nanoTime();
        db1.behind(() -> sawtooth(start, Duration.ZERO));
        db2.behind(() -> sawtooth(start, Duration.ofSeconds(5)));
        long end = start + SAWTEETH.toNanos();
        int reads = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> fresh = IntStream.range(0, FRESH_READERS)
                    .mapToObj(i -> threads.submit(() -> readFresh(end)))
                    .toList();
            while (System.nanoTime() < end) {
                try (SqlClient any = bench.read()) {
                    assertThat(any.greeting()).startsWith("db");
                    reads++;
                }
            }
            int looks = 0;
            for (Future<Integer> reader : fresh) {
                looks += reader.get();
            }
            assertThat(looks).isGreaterThan(100);
        }
        assertThat(reads).isGreaterThan(100);
        assertThat(changes.size()).isLessThanOrEqualTo(2 * (int) SAWTEETH.toSeconds() + 2);
    }

    /** Returns how often an open session was held against what its server is behind. */
    private int readFresh(long end) {
        int looks = 0;
        while (System.nanoTime() < end) {
            try (SqlClient client = bench.freshRead()) {
                FakeDatabaseAgent server = client.greeting().equals("db1") ? db1 : db2;
                Duration behind = server.behind();
                while (!client.isCut(SOON) && System.nanoTime() < end) {
                    assertThat(behind).as(client.greeting()).isLessThanOrEqualTo(PROMISED);
                    looks++;
                    behind = server.behind();
                }
            } catch (IOException e) {
                // Neither is fresh: refused, as nobody is primary here.
            }
        }
        return looks;
    }

    private static Supplier<Duration> growing() {
        long start = System.nanoTime();
        return () -> Duration.ofNanos(System.nanoTime() - start);
    }

    /** 10 s up, then 2 s of none. */
    private static Duration sawtooth(long start, Duration later) {
        Duration period = Duration.ofSeconds(12);
        long into = (System.nanoTime() - start + later.toNanos()) % period.toNanos();
        Duration lag = Duration.ofNanos(into);
        return lag.compareTo(Duration.ofSeconds(10)) > 0 ? Duration.ZERO : lag;
    }

    private final class Remembering implements PoolListener {
        @Override
        public void looked(String server, Optional<Asker.Freshness> freshness, int share, boolean fresh) {
            // what HAProxy does is looked at instead
        }

        @Override
        public void changed(String server, String sentence) {
            changes.add(server + ": " + sentence);
        }
    }
}

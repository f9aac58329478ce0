package io.signalbox.agents.daemon.proxy;

import static io.signalbox.agents.daemon.proxy.Routes.hold;
import static io.signalbox.agents.daemon.proxy.Routes.token;
import static io.signalbox.agents.daemon.proxy.Routes.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.agents.daemon.http.AgentLoadAsker;
import io.signalbox.agents.daemon.proxy.WebPoolSettings.Address;
import io.signalbox.agents.protocol.Order.ServerMode;
import io.signalbox.agents.protocol.Order.ServerSetting;
import io.signalbox.haproxy.command.Name;
import io.signalbox.haproxy.pool.LoadCurve;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three web servers whose agents tell their loads, true or not, behind a real HAProxy. The watch lives five times as quickly. */
@Timeout(300)
class WebPoolIT {
    private static final String WEB = "web";
    private static final int FLOOR = 75;
    private static final int SERVERS = 3;
    private static final int AGENT = 8091;
    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final int QUICKER = 5;

    private final Vertx vertx = Vertx.vertx();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private ProxyBench bench;
    private ProxyDriver driver;
    private FakeWebHost web1;
    private FakeWebHost web2;
    private FakeWebHost web3;

    @BeforeEach
    void start() throws Exception {
        bench = new ProxyBench(Optional.empty(), SERVERS);
        web1 = new FakeWebHost(vertx, "web1", bench.host(11));
        web2 = new FakeWebHost(vertx, "web2", bench.host(12));
        web3 = new FakeWebHost(vertx, "web3", bench.host(13));
        bench.haproxy.start();
        driver = bench.driver();
        driver.apply(token(1), hold(ready(1), ready(2), ready(3)));
        until(() -> bench.statusOf(WEB, "web1").equals("UP")
                && bench.statusOf(WEB, "web2").equals("UP")
                && bench.statusOf(WEB, "web3").equals("UP"));
        Context loop = vertx.getOrCreateContext();
        WebPoolWatch watch = new WebPoolWatch(
                new WebPoolSettings(new Name(WEB), new LoadCurve(FLOOR), agents()),
                driver,
                new AgentLoadAsker(vertx),
                work -> Thread.ofVirtual().start(work),
                work -> loop.runOnContext(ignored -> work.run()),
                new Remembering(),
                () -> QUICKER * System.nanoTime());
        loop.runOnContext(
                ignored -> vertx.setPeriodic(WebPoolWatch.PERIOD.toMillis() / QUICKER, timer -> watch.turn()));
    }

    private SortedMap<Name, Address> agents() {
        SortedMap<Name, Address> agents = new TreeMap<>();
        for (int i = 1; i <= SERVERS; i++) {
            agents.put(new Name("web" + i), new Address(bench.host(10 + i), AGENT));
        }
        return agents;
    }

    @AfterEach
    void stop() throws IOException {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        bench.close();
    }

    @Test
    void whoIsBusierGetsLessAndThatIsNoDriftAndGetsItBack() {
        web1.busy(100);
        web2.busy(5);
        web3.busy(5);
        until(() -> weight("web1") == FLOOR);
        assertThat(changes)
                .containsExactly(
                        "web1 100 -> 95", "web1 95 -> 90", "web1 90 -> 85", "web1 85 -> 80", "web1 80 -> " + FLOOR);

        web1.busy(5);
        until(() -> weight("web1") == 100);
        assertThat(weight("web2")).isEqualTo(100);
        assertThat(weight("web3")).isEqualTo(100);
        assertThat(driver.snapshot().drift()).isEmpty();
        assertThat(bench.listener.sentences()).noneMatch(said -> said.contains("somebody else"));
    }

    @Test
    void whoLiesWithAHundredForEverKeepsItsFloorOfWhatTheOperatorGives() {
        web1.busy(100);
        until(() -> weight("web1") == FLOOR);
        int asked = web1.asked();
        until(() -> web1.asked() > asked + 6);
        assertThat(weight("web1")).isEqualTo(FLOOR);

        driver.apply(token(2), hold(setting(1, ServerMode.READY, 40), ready(2), ready(3)));
        assertThat(weight("web1")).isEqualTo(30);
        assertThat(driver.snapshot().drift()).isEmpty();
    }

    /** Among them an answer that does not end, and the right one at the wrong address. */
    @Test
    void nobodyIsScaledByWhatIsNoAnswer() {
        for (String garbage : List.of(
                "",
                "null",
                "100",
                "[]",
                "{",
                "\u0000\u0001",
                "{\"server\":\"web1\"}",
                "{\"server\":\"web1\",\"percent\":\"100\",\"ageMillis\":0}",
                FakeWebHost.told("web1", 101, 0),
                FakeWebHost.told("web1", -1, 0),
                FakeWebHost.told("web1", 1e300, 0),
                FakeWebHost.told("web1", 100, -1),
                FakeWebHost.told("web1", 100, Long.MAX_VALUE),
                FakeWebHost.told("web1", 100, 60_000),
                FakeWebHost.told("web2", 100, 0),
                "x".repeat(100_000))) {
            web1.says(garbage);
            asks(web1, 2);
        }
        web1.answers(request -> request.response().setChunked(true).write("{"));
        asks(web1, 2);
        web1.answers(request -> request.connection().close());
        asks(web1, 2);
        assertThat(changes).isEmpty();

        web1.busy(100);
        until(() -> weight("web1") < 100);
    }

    @Test
    void whoAnswersSlowlyOrNeverDelaysNeitherTheOthersNorTheWatch() {
        web3.answers(request -> {});
        asks(web3, 2);
        int before = web3.asked();
        web1.busy(100);
        until(() -> weight("web1") == FLOOR);
        assertThat(web3.asked()).as("it is asked again and again").isGreaterThan(before);

        bench.say("set server web/web2 weight 7");
        bench.say("set server web/web1 weight 100");
        until(() -> weight("web2") == 100 && weight("web1") == FLOOR);
        until(() -> bench.listener.sentences().stream().anyMatch(said -> said.contains("web/web2 has weight 7")));

        web3.answers(this::drips);
        web1.busy(0);
        until(() -> weight("web1") == 100);
        assertThat(weight("web3")).isEqualTo(100);
    }

    /** A byte now and then, for ever. */
    private void drips(HttpServerRequest request) {
        request.response().setChunked(true);
        long timer = vertx.setPeriodic(50, id -> request.response().write(" "));
        request.connection().closeHandler(closed -> vertx.cancelTimer(timer));
    }

    @Test
    void whoFallsSilentIsScaledNoMore() {
        web1.busy(100);
        until(() -> weight("web1") == FLOOR);

        web1.answers(request -> {});
        until(() -> weight("web1") == 100);
        assertThat(changes).contains("web1 " + FLOOR + " -> 80", "web1 95 -> 100");
    }

    @Test
    void aHaproxyThatIsReloadedOrStartedAgainGetsTheWeightsBack() throws IOException {
        web1.busy(100);
        until(() -> weight("web1") == FLOOR);
        int told = changes.size();

        bench.haproxy.reload();
        until(() -> driver.snapshot().reloads() == 1 && isRouted());
        assertThat(weight("web1")).isEqualTo(FLOOR);

        bench.haproxy.kill();
        until(() -> !driver.snapshot().alive());
        bench.haproxy.start();
        until(() -> driver.snapshot().reloads() == 2 && isRouted());
        assertThat(weight("web1")).isEqualTo(FLOOR);
        assertThat(changes).as("the pool itself had nothing to change").hasSize(told);
    }

    private boolean isRouted() {
        return driver.snapshot().routed().equals(token(1));
    }

    @Test
    void whoIsDrainedOrInMaintenanceIsLeftAloneAndNobodyIsComparedWithIt() {
        web1.busy(100);
        until(() -> weight("web1") == FLOOR);
        driver.apply(token(2), hold(setting(1, ServerMode.DRAIN, 100), setting(2, ServerMode.MAINT, 100), ready(3)));
        web1.busy(0);
        web3.busy(100);
        int told = changes.size();
        asks(web1, 8);
        asks(web3, 8);
        assertThat(changes).hasSize(told);
        assertThat(weight("web1")).isEqualTo(FLOOR);
        assertThat(driver.snapshot().drift()).isEmpty();

        driver.apply(token(3), hold(ready(1), ready(2), ready(3)));
        until(() -> weight("web1") == 100);
        until(() -> weight("web3") == FLOOR);
    }

    /** A load that was told long enough to count in full takes as long to be forgotten. */
    private static void until(Callable<Boolean> condition) {
        await().atMost(BOUND).pollInterval(Duration.ofMillis(5)).until(condition);
    }

    /** Until it was asked so many times more: what it says now has been heard. */
    private static void asks(FakeWebHost host, int times) {
        int before = host.asked();
        until(() -> host.asked() >= before + times);
    }

    private int weight(String server) {
        return bench.weightOf(WEB, server);
    }

    private static ServerSetting ready(int number) {
        return web(number, ServerMode.READY);
    }

    private static ServerSetting setting(int number, ServerMode mode, int weight) {
        return new ServerSetting(WEB, "web" + number, mode, weight);
    }

    private final class Remembering implements WebPoolListener {
        @Override
        public void looked(String server, OptionalDouble percent, int share) {
            // what HAProxy does is looked at instead
        }

        @Override
        public void changed(String server, String sentence) {
            changes.add(server + " " + sentence.substring("weight ".length(), sentence.indexOf(',')));
        }
    }
}

package io.signalbox.agents.daemon.proxy;

import static io.signalbox.agents.daemon.proxy.Routes.hold;
import static io.signalbox.agents.daemon.proxy.Routes.open;
import static io.signalbox.agents.daemon.proxy.Routes.reader;
import static io.signalbox.agents.daemon.proxy.Routes.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.agents.protocol.Order.Route;
import io.signalbox.agents.protocol.Order.ServerMode;
import io.signalbox.agents.protocol.Order.Writer;
import io.signalbox.haproxy.client.CommandFailed;
import io.signalbox.haproxy.client.Deadline;
import io.signalbox.haproxy.command.AdminState;
import io.signalbox.haproxy.command.ServerId;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final int HISTORIES = 5_000;
    private static final Duration BOUND = Duration.ofSeconds(10);

    private final SimulatedHaproxy haproxy = new SimulatedHaproxy(new Random(1), 0);

    @Test
    void closesThenCutsThenOpensThenSetsTheOthers() throws Exception {
        apply(haproxy, open("db1"));
        haproxy.log().clear();
        Router.Result result = apply(haproxy, open("db2", web(1, ServerMode.DRAIN), reader(1, ServerMode.READY, 30)));
        assertThat(haproxy.log())
                .containsExactly(
                        "set server mysql_main_rw/db1 state maint",
                        "shutdown sessions server mysql_main_rw/db1",
                        "shutdown sessions server mysql_main_rw/db3",
                        "set server mysql_main_rw/db2 state ready",
                        "set server mysql_main_ro/db1 weight 30",
                        "set server web/web1 state drain");
        assertThat(result.remaining()).isEmpty();
    }

    @Test
    void sendsNothingWhenAllIsAsWanted() throws Exception {
        Route route = new Route(new Writer(Routes.WRITERS, "db1"), false, List.of(web(1, ServerMode.READY)));
        apply(haproxy, route);
        haproxy.log().clear();
        apply(haproxy, route);
        assertThat(haproxy.log()).isEmpty();
    }

    @Test
    void holdingClientsCutsNobody() throws Exception {
        apply(haproxy, open("db1"));
        haproxy.log().clear();
        apply(haproxy, hold());
        assertThat(haproxy.log()).containsExactly("set server mysql_main_rw/db1 state maint");
    }

    @Test
    void theHoldIsMadeUsableBeforeAWriterIsClosed() throws Exception {
        apply(haproxy, open("db1"));
        haproxy.meddle(ServerId.of(Routes.WRITERS, "hold"), 0, 1, 100);
        haproxy.log().clear();
        apply(haproxy, hold());
        assertThat(haproxy.log())
                .containsExactly(
                        "set server mysql_main_rw/hold state ready", "set server mysql_main_rw/db1 state maint");
    }

    @Test
    void aWriterCalledDownByHandGoesThroughMaintenance() throws Exception {
        apply(haproxy, open("db1"));
        haproxy.meddle(ServerId.of(Routes.WRITERS, "db1"), 0, 4, 0);
        haproxy.log().clear();
        assertThat(apply(haproxy, open("db1")).remaining()).isEmpty();
        assertThat(haproxy.log())
                .containsSubsequence(
                        "set server mysql_main_rw/db1 state maint",
                        "set server mysql_main_rw/db1 state ready",
                        "set server mysql_main_rw/db1 weight 100");
    }

    @Test
    void aReaderThatOnlyLagsStaysTheLastResortAndOneInMaintenanceDoesNot() throws Exception {
        apply(haproxy, open("db1", reader(1, ServerMode.DRAIN, 100), reader(2, ServerMode.MAINT, 100)));
        assertThat(haproxy.wished("mysql_main_ro_unchecked", "db1")).isEqualTo(AdminState.READY);
        assertThat(haproxy.wished("mysql_main_ro_unchecked", "db2")).isEqualTo(AdminState.MAINT);
    }

    @Test
    void whatAFailedCheckSaysIsNoDifference() throws Exception {
        haproxy.meddle(ServerId.of("web", "web1"), 0, 0, 100);
        haproxy.log().clear();
        assertThat(apply(haproxy, hold(web(1, ServerMode.READY))).remaining()).isEmpty();
        assertThat(haproxy.log()).isEmpty();
    }

    @Test
    void doesNotDriveWhatItDoesNotKnow() {
        haproxy.version("2.4.22");
        assertThatThrownBy(() -> apply(haproxy, open("db1")))
                .isInstanceOf(NotDriven.class)
                .hasMessage("HAProxy 2.4.22 is older than 2.6, the oldest that Signalbox knows");
        haproxy.version("2.6.12");
        haproxy.stopping(true);
        assertThatThrownBy(() -> apply(haproxy, open("db1"))).hasMessageContaining("stopping");
        assertThat(haproxy.log()).isEmpty();
    }

    @Test
    void whateverHappensNeverTwoWritersAreOpenedAndTheLastRouteWins() throws Exception {
        for (int seed = 0; seed < HISTORIES; seed++) {
            history(seed);
        }
    }

    /** Routes under faults, with people at the socket in between; then the last one again until it is answered. */
    private static void history(int seed) throws Exception {
        Random random = new Random(seed);
        SimulatedHaproxy haproxy = new SimulatedHaproxy(random, 0.05);
        Router router = router(haproxy);
        WantedRoute last = WantedRoute.of(anyRoute(random));
        for (int step = random.nextInt(6); step >= 0; step--) {
            last = WantedRoute.of(anyRoute(random));
            attempt(router, last);
            assertThat(haproxy.openedBesideAnother()).as("seed %d", seed).isEmpty();
            meddle(haproxy, random);
        }
        Router.Result result = applyUntilAnswered(router, last, seed);
        assertThat(result.remaining()).as("seed %d", seed).isEmpty();
        assertThat(haproxy.openedBesideAnother()).as("seed %d", seed).isEmpty();
        assertThat(haproxy.openWriters())
                .as("seed %d", seed)
                .isEqualTo(last.open().map(name -> List.of(name.text())).orElse(List.of()));
    }

    /** Faults go on, so several attempts may be needed; each is bounded by its own failure. */
    private static Router.Result applyUntilAnswered(Router router, WantedRoute route, int seed) throws NotDriven {
        for (int i = 0; i < 100; i++) {
            try {
                return router.apply(route, Deadline.in(BOUND));
            } catch (CommandFailed e) {
                assertThat(e).hasMessageContaining("simulated");
            }
        }
        throw new AssertionError("seed " + seed + ": a hundred attempts failed");
    }

    private static void attempt(Router router, WantedRoute route) throws NotDriven {
        try {
            router.apply(route, Deadline.in(BOUND));
        } catch (CommandFailed expected) {
            assertThat(expected).hasMessageContaining("simulated");
        }
    }

    private static void meddle(SimulatedHaproxy haproxy, Random random) {
        if (random.nextInt(3) > 0) {
            return;
        }
        List<ServerId> servers = haproxy.servers();
        ServerId victim = servers.get(random.nextInt(servers.size()));
        int[] bits = {0, 1, 4, 5, 8, 9};
        int admin = bits[random.nextInt(bits.length)];
        int operational = (admin & 1) != 0 ? 0 : random.nextInt(4);
        haproxy.meddle(victim, operational, admin, random.nextInt(3) == 0 ? 0 : 100);
    }

    private static Route anyRoute(Random random) {
        String writer = Stream.concat(Stream.of(Writer.NONE), SimulatedHaproxy.WRITERS.stream())
                .toList()
                .get(random.nextInt(4));
        return new Route(
                new Writer(Routes.WRITERS, writer),
                random.nextBoolean(),
                List.of(
                        web(1, anyMode(random)),
                        web(2, anyMode(random)),
                        reader(1, anyMode(random), random.nextInt(257)),
                        reader(2, anyMode(random), random.nextInt(257))));
    }

    private static ServerMode anyMode(Random random) {
        return ServerMode.values()[random.nextInt(ServerMode.values().length)];
    }

    private static Router.Result apply(SimulatedHaproxy haproxy, Route route) throws CommandFailed, NotDriven {
        return router(haproxy).apply(WantedRoute.of(route), Deadline.in(BOUND));
    }

    private static Router router(SimulatedHaproxy haproxy) {
        return new Router(haproxy, new CurrentWorker(haproxy), new OldWorkers(haproxy));
    }
}

package io.signalbox.agents.daemon.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.agents.protocol.Order.Route;
import io.signalbox.agents.protocol.Order.ServerMode;
import io.signalbox.agents.protocol.Order.ServerSetting;
import io.signalbox.agents.protocol.Order.Writer;
import io.signalbox.haproxy.command.Name;
import io.signalbox.haproxy.command.ServerId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WantedRouteTest {

    @Test
    void opensOneWriterOrNone() {
        WantedRoute route = WantedRoute.of(Routes.open("db1"));
        assertThat(route.opens(ServerId.of(Routes.WRITERS, "db1"))).isTrue();
        assertThat(route.opens(ServerId.of(Routes.WRITERS, "db2"))).isFalse();
        assertThat(route.opens(ServerId.of("web", "db1"))).isFalse();
        assertThat(WantedRoute.of(Routes.hold()).open()).isEmpty();
    }

    @Test
    void refusesWhatCannotBeARoute() {
        assertRefused(new Route(new Writer("", "db1"), true, List.of()), "a name in HAProxy");
        assertRefused(Routes.open("db1;show info"), "a name in HAProxy");
        assertRefused(Routes.open("db1", setting("web\nx", "web1", 1)), "a name in HAProxy");
        assertRefused(Routes.open("db1", setting("web", "web1", 257)), "weight: 257");
        assertRefused(Routes.open("db1", setting("web", "web1", -1)), "weight: -1");
        assertRefused(Routes.open("db1", setting(Routes.WRITERS, "db2", 1)), "a writer is opened and closed, not set");
        assertRefused(Routes.open("db1", setting("web", "web1", 1), setting("web", "web1", 2)), "set twice");
    }

    @Test
    void aPoolTakesAPartOfTheWeightThatTheRouteGivesAndNeverAll() {
        WantedRoute route = WantedRoute.of(
                Routes.open("db1", setting("web", "web1", 200), setting("web", "web2", 1), setting("web", "web3", 0)));

        WantedRoute scaled = route.with(web(30, "web1", "web2", "web3", "web9"));

        assertThat(weight(scaled, "web1")).isEqualTo(60);
        assertThat(weight(scaled, "web2")).isEqualTo(1);
        assertThat(weight(scaled, "web3")).isZero();
        assertThat(scaled.settings()).as("nobody comes to be by a share").hasSize(3);
    }

    @Test
    void poolsOfSeveralBackendsLeaveEachOtherAlone() {
        InForce route = InForce.of(
                Routes.token(1),
                Routes.open("db1", setting("web", "web1", 100), Routes.reader(2, ServerMode.READY, 100)));
        Name db2 = new Name("db2");
        PoolWish readers = new PoolWish(
                new Name(Routes.READERS),
                new TreeMap<>(Map.of(db2, 40)),
                List.of(new Name("fresh")),
                new TreeSet<>(List.of(db2)));

        WantedRoute both = route.with(List.of(readers, web(70, "web1"))).route();

        assertThat(both).isEqualTo(route.with(List.of(web(70, "web1"), readers)).route());
        assertThat(weight(both, "web1")).isEqualTo(70);
        assertThat(both.only(web(70, "web1")).settings()).containsOnlyKeys(ServerId.of("web", "web1"));
        assertThat(both.only(readers).settings())
                .containsOnlyKeys(ServerId.of(Routes.READERS, "db2"), ServerId.of("fresh", "db2"));
    }

    private static PoolWish web(int share, String... servers) {
        SortedMap<Name, Integer> shares = new TreeMap<>();
        List.of(servers).forEach(server -> shares.put(new Name(server), share));
        return PoolWish.ofShares(new Name("web"), shares);
    }

    private static int weight(WantedRoute route, String server) {
        return route.settings().get(ServerId.of("web", server)).weight().value();
    }

    private static ServerSetting setting(String backend, String server, int weight) {
        return new ServerSetting(backend, server, ServerMode.READY, weight);
    }

    private static void assertRefused(Route route, String sentence) {
        assertThatThrownBy(() -> WantedRoute.of(route))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }
}

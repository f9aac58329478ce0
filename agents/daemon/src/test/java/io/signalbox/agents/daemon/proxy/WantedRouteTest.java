package io.signalbox.agents.daemon.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.agents.protocol.Order.Route;
import io.signalbox.agents.protocol.Order.ServerMode;
import io.signalbox.agents.protocol.Order.ServerSetting;
import io.signalbox.agents.protocol.Order.Writer;
import io.signalbox.haproxy.command.ServerId;
import java.util.List;
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

    private static ServerSetting setting(String backend, String server, int weight) {
        return new ServerSetting(backend, server, ServerMode.READY, weight);
    }

    private static void assertRefused(Route route, String sentence) {
        assertThatThrownBy(() -> WantedRoute.of(route))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }
}

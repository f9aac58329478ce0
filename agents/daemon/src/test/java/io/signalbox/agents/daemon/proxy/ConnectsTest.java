package io.signalbox.agents.daemon.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.haproxy.command.Name;
import io.signalbox.haproxy.command.ServerId;
import io.signalbox.haproxy.reply.ServerTraffic;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectsTest {
    private static final ServerId DB1 = new ServerId(new Name("mysql_main_rw"), new Name("db1"));

    private final Connects connects = new Connects();

    @Test
    void sessionsWithoutFailedConnectsWorkedOneLookLater() {
        look(10, 0);
        look(12, 0);
        assertThat(connects.lastWorked(DB1)).isEmpty();
        look(12, 0);
        assertThat(connects.lastWorked(DB1)).isPresent();
    }

    @Test
    void sessionsWhoseConnectFailsByTheNextLookNeverWorked() {
        look(10, 0);
        look(12, 0);
        look(14, 3);
        look(15, 9);
        assertThat(connects.lastWorked(DB1)).isEmpty();
    }

    @Test
    void nobodyWhoTriesIsNoSuccess() {
        look(10, 5);
        look(10, 5);
        look(10, 5);
        assertThat(connects.lastWorked(DB1)).isEmpty();
    }

    private void look(long total, long errors) {
        connects.look(List.of(new ServerTraffic(DB1, "UP", 100, 1, 0, total, errors, 0, 0)));
    }
}

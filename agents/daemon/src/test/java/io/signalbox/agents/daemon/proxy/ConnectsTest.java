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
    void sessionsThatBroughtBytesAndNoFailedConnectWorkedOneLookLater() {
        look(10, 0, 500);
        look(12, 0, 900);
        assertThat(connects.lastWorked(DB1)).isEmpty();
        look(12, 0, 900);
        assertThat(connects.lastWorked(DB1)).isPresent();
    }

    @Test
    void sessionsWhoseConnectFailsByTheNextLookNeverWorked() {
        look(10, 0, 500);
        look(12, 0, 900);
        look(14, 3, 900);
        look(15, 9, 1300);
        assertThat(connects.lastWorked(DB1)).isEmpty();
    }

    /** The kernel of a host that stands still accepts them. */
    @Test
    void sessionsThatBringNothingNeverWorked() {
        look(10, 0, 500);
        look(12, 0, 500);
        look(14, 0, 500);
        look(16, 0, 500);
        assertThat(connects.lastWorked(DB1)).isEmpty();
    }

    /** Clients of a lost server give up, and what they had received before is counted. */
    @Test
    void sessionsThatOnlyEndAreNoSuccess() {
        look(10, 5, 500);
        look(10, 5, 900);
        look(10, 5, 1300);
        assertThat(connects.lastWorked(DB1)).isEmpty();
    }

    private void look(long total, long errors, long bytes) {
        connects.look(List.of(new ServerTraffic(DB1, "UP", 100, 1, 0, total, errors, 0, bytes)));
    }
}

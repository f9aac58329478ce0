package io.signalbox.haproxy.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.haproxy.command.AdminState;
import io.signalbox.haproxy.command.ServerId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerStateTest {

    @ParameterizedTest
    @CsvSource({
        // as read after each command on 2.6.12, 3.0.11 and 3.2.26: op, admin, weight -> wished, usable
        "2, 0, 100, READY, true",
        "2, 4, 100, READY, true", // was "disabled" in the file, then "ready"
        "1, 0, 100, READY, true", // slow start
        "0, 5, 100, MAINT, false", // "disabled" in the file
        "0, 1, 100, MAINT, false",
        "2, 8, 100, DRAIN, false",
        "2, 16, 100, READY, false", // drain, inherited from a tracked server
        "0, 32, 100, READY, false", // its name does not resolve
        "2, 0, 0, READY, false",
        "0, 0, 100, READY, false", // "health down"
        "3, 0, 100, READY, false", // "health stopping"
    })
    void tellsWishesFromHealth(int operational, int admin, int weight, AdminState wished, boolean usable) {
        ServerState state =
                new ServerState(ServerId.of("web", "web1"), "127.0.0.1", operational, admin, false, weight, 100);
        assertThat(state.wished()).isEqualTo(wished);
        assertThat(state.usable()).isEqualTo(usable);
        assertThat(state.closed()).isEqualTo(wished == AdminState.MAINT);
    }
}

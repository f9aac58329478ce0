package io.signalbox.lab.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.lab.ledger.Ledger;
import io.signalbox.lab.ledger.Opening;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OpenerTest {
    private static final Duration NEVER_AGAIN = Duration.ofMinutes(10);

    private final Ledger ledger = new Ledger();

    /** Whoever is accepted and never greeted would be missing from every count. */
    @Test
    @Timeout(30)
    void whoIsStillWaitingWhenClientsEndHasFailed() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Opener opener = opener(server);
            Thread beats = Thread.ofPlatform().start(opener);
            try (Socket forgotten = server.accept()) {
                opener.stop();
                opener.end(Duration.ofMillis(50));

                assertThat(ledger.openings()).singleElement().satisfies(opening -> {
                    assertThat(opening.result()).isEqualTo(Opening.Result.FAILED);
                    assertThat(opening.detail()).contains("neither let in nor refused");
                });
                assertThat(forgotten.isConnected()).isTrue();
            }
            beats.interrupt();
            beats.join();
            opener.end(Duration.ofSeconds(10));
            assertThat(ledger.openings()).as("booked once").hasSize(1);
        }
    }

    private Opener opener(ServerSocket server) {
        Address address = new Address(server.getInetAddress().getHostAddress(), server.getLocalPort());
        return new Opener(address, new Account("app", ""), new Pace(NEVER_AGAIN, Duration.ZERO), ledger);
    }
}

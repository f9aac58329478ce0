package io.signalbox.agents.daemon.isolation;

import static java.net.StandardProtocolFamily.INET;
import static java.net.StandardProtocolFamily.INET6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kernel of this machine. */
class SockDiagTest {
    private static final String HERE = "127.0.203.44";
    private static final String THERE = "127.0.203.48";
    private static final String HERE_BY_SIX = "::1";
    private static final String EVERYWHERE = "::";
    private static final int SOCK_DIAG = 4;
    /** One to which no kernel listens: it can be opened, and nothing can be sent. */
    private static final int USERSOCK = 2;

    private static final int NO_PROTOCOL = 31;

    private final SockDiag diag = new SockDiag();

    @BeforeEach
    void theKernelHasIt() throws IOException {
        try {
            diag.established(1);
        } catch (NoSockDiag e) {
            abort(e.getMessage());
        }
    }

    @Test
    void tellsConnectionsToThePortAlone() throws IOException {
        try (Crowd crowd = Crowd.at(INET, HERE);
                Crowd other = Crowd.at(INET, HERE)) {
            other.joinedBy(2, INET, THERE, HERE);
            crowd.joinedBy(3, INET, THERE, HERE);

            assertThat(diag.established(crowd.port())).isEqualTo(crowd.connections());
        }
    }

    @Test
    void tellsThoseOfSixAndThoseOfFourThatCameToASocketOfSix() throws IOException {
        try (Crowd crowd = Crowd.at(INET6, EVERYWHERE)) {
            crowd.joinedBy(2, INET6, HERE_BY_SIX, HERE_BY_SIX).joinedBy(3, INET, THERE, HERE);

            assertThat(diag.established(crowd.port())).containsExactlyInAnyOrderElementsOf(crowd.connections());
        }
    }

    @Test
    void tellsWhatProcTells() throws IOException {
        try (Crowd crowd = Crowd.at(INET6, EVERYWHERE)) {
            crowd.joinedBy(5, INET6, HERE_BY_SIX, HERE_BY_SIX).joinedBy(7, INET, THERE, HERE);

            assertThat(diag.established(crowd.port()))
                    .hasSize(12)
                    .containsExactlyInAnyOrderElementsOf(new ProcTable().established(crowd.port()));
        }
    }

    @Test
    void thousandsAreToldInManyParts() throws IOException {
        mayOpen(12_000);
        try (Crowd crowd = Crowd.at(INET6, EVERYWHERE);
                Crowd other = Crowd.at(INET, HERE)) {
            other.joinedBy(2_000, INET, THERE, HERE);
            crowd.joinedBy(1_500, INET6, HERE_BY_SIX, HERE_BY_SIX).joinedBy(1_500, INET, THERE, HERE);

            assertThat(diag.established(crowd.port())).containsExactlyInAnyOrderElementsOf(crowd.connections());
            assertThat(diag.established(other.port())).containsExactlyInAnyOrderElementsOf(other.connections());
        }
    }

    @Test
    void whoHasLeftIsNotTold() throws IOException {
        try (Crowd crowd = Crowd.at(INET, HERE)) {
            crowd.joinedBy(3, INET, THERE, HERE);
            assertThat(diag.established(crowd.port())).hasSize(3);

            crowd.leave();

            Awaitility.await().until(() -> diag.established(crowd.port()).isEmpty());
        }
    }

    @Test
    void leavesNoDescriptorOpenWhateverBecomesOfALook() throws IOException {
        final long before = descriptors();
        for (int look = 0; look < 200; look++) {
            diag.established(1);
            assertThatThrownBy(() -> new SockDiag(USERSOCK).established(1)).isInstanceOf(NoSockDiag.class);
            assertThatThrownBy(() -> new SockDiag(NO_PROTOCOL).established(1)).isInstanceOf(NoSockDiag.class);
        }
        assertThat(descriptors()).isLessThan(before + 100);
    }

    /** As of a kernel without IPv6, or without inet_diag. */
    @Test
    void aFamilyThatTheKernelDoesNotKnowIsNoSockDiag() throws IOException {
        int unknown = 99;
        try (NetlinkSocket kernel = NetlinkSocket.open(SOCK_DIAG)) {
            kernel.send(InetDiag.request(unknown, 1));
            var answer = kernel.receive();

            assertThatThrownBy(() -> InetDiag.read(answer, unknown, new ArrayList<>()))
                    .isInstanceOf(NoSockDiag.class);
        }
    }

    @Test
    void aKernelThatSaysNothingIsNotWaitedForForLong() throws IOException {
        try (NetlinkSocket kernel = NetlinkSocket.open(SOCK_DIAG)) {
            long from = System.nanoTime();

            assertThatThrownBy(kernel::receive)
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageContaining("recv failed with error 11");

            assertThat(System.nanoTime() - from).isGreaterThanOrEqualTo(NetlinkSocket.BOUND.toNanos() * 9 / 10);
        }
    }

    private static void mayOpen(int files) {
        assumeTrue(
                ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                        && system.getMaxFileDescriptorCount() >= files,
                "this user may not have " + files + " files open");
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}

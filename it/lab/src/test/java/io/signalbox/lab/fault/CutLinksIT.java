package io.signalbox.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Needs root and iptables, as a drill does. */
class CutLinksIT {
    private static final String A = "127.0.208.71";
    private static final String B = "127.0.208.72";
    private static final String C = "127.0.208.73";
    private static final int BOUND_MILLIS = 500;

    private final CutLinks links = new CutLinks("a", A, List.of(B));
    private ServerSocket listener;

    @BeforeEach
    void listen() throws IOException {
        assertThat(CutLinks.possible()).as("apt-get install iptables").isTrue();
        listener = new ServerSocket(0, 10, InetAddress.getByName(B));
    }

    @AfterEach
    void heal() throws IOException {
        links.heal();
        listener.close();
    }

    private void connect(String from) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(B, listener.getLocalPort()), BOUND_MILLIS);
        }
    }

    private static String rules() throws IOException {
        Process process = new ProcessBuilder("iptables", "-w", "5", "-S", "INPUT").start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void losesEveryPacketBetweenTheTwoAndNoOther() throws IOException {
        connect(A);
        links.inject();

        assertThatThrownBy(() -> connect(A)).isInstanceOf(SocketTimeoutException.class);
        connect(C);
    }

    @Test
    void healingRemovesExactlyItsOwnRules() throws IOException {
        String before = rules();
        links.inject();
        assertThat(rules()).isNotEqualTo(before);

        links.heal();
        links.heal();

        assertThat(rules()).isEqualTo(before);
        connect(A);
    }

    @Test
    void aPortThatIsCutLeavesTheOthersOpenAndHealsAlone() throws IOException {
        String before = rules();
        try (ServerSocket other = new ServerSocket(0, 10, InetAddress.getByName(B));
                Socket socket = new Socket()) {
            CutPort port = new CutPort("the link", A, B, listener.getLocalPort());
            port.inject();
            try {
                assertThatThrownBy(() -> connect(A)).isInstanceOf(SocketTimeoutException.class);
                socket.bind(new InetSocketAddress(A, 0));
                socket.connect(new InetSocketAddress(B, other.getLocalPort()), BOUND_MILLIS);
            } finally {
                port.heal();
                port.heal();
            }
        }
        assertThat(rules()).isEqualTo(before);
        connect(A);
    }

    @Test
    void rulesOfADrillThatLivesAreNoLeftovers() throws IOException {
        links.inject();

        CutLinks.healLeftovers();

        assertThatThrownBy(() -> connect(A)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void rulesOfADrillThatWasKilledAreHealedByTheNext() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        String[] rule = ("iptables -w 5 -I INPUT -s " + A + " -d " + B + " -m comment --comment signalbox-lab:"
                        + dead.pid() + " -j DROP")
                .split(" ");
        assertThat(new ProcessBuilder(rule).start().waitFor()).isZero();

        assertThat(CutLinks.healLeftovers()).isEqualTo(1);

        connect(A);
    }
}

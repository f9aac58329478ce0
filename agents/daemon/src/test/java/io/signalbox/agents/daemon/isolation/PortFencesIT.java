package io.signalbox.agents.daemon.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The packet filter and the sockets of this machine. */
class PortFencesIT {
    private static final String HOST = "127.0.203.43";
    private static final Duration BOUND = Duration.ofSeconds(5);
    /** A connection on loopback that is let in is there in a millisecond. */
    private static final int CONNECT_MILLIS = 300;

    private ServerSocket server;
    private PortFence fence;

    @BeforeEach
    void listen() throws Exception {
        server = new ServerSocket(0, 10, InetAddress.ofLiteral(HOST));
        fence = PortFences.probe(HOST, server.getLocalPort());
        assumeTrue(fence.lack().isEmpty(), fence.lack());
    }

    @AfterEach
    void open() throws Exception {
        fence.open(BOUND);
        server.close();
    }

    @Test
    void resetsWhoIsInAndLetsNobodyElseIn() throws Exception {
        try (Socket client = connect()) {
            fence.close(BOUND);

            client.setSoTimeout((int) BOUND.toMillis());
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        assertThatThrownBy(this::connect).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void touchesNoOtherPort() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 10, InetAddress.ofLiteral(HOST));
                Socket client = new Socket(HOST, other.getLocalPort());
                Socket accepted = other.accept()) {
            fence.close(BOUND);

            client.getOutputStream().write('x');
            assertThat(accepted.getInputStream().read()).isEqualTo('x');
        }
    }

    @Test
    void anotherAgentOpensWhatThisOneClosedHoweverOften() throws Exception {
        fence.close(BOUND);
        fence.close(BOUND);

        PortFences.probe(HOST, server.getLocalPort()).open(BOUND);

        connect().close();
        assertThat(rulesOfOurs()).isEmpty();
        fence.open(BOUND);
    }

    private String rulesOfOurs() throws IOException {
        Process list = new ProcessBuilder("iptables", "-w", "-S").start();
        String chain = ((IptablesFence) fence).chain();
        return String.join(
                "\n",
                new String(list.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.contains(chain))
                        .toList());
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(HOST, server.getLocalPort()), CONNECT_MILLIS);
        return socket;
    }
}

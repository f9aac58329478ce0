package io.signalbox.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.lab.cluster.Wait;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Needs root, iptables and ss, as a drill does. */
class SlowLinkIT {
    private static final String A = "127.0.208.74";
    private static final String B = "127.0.208.75";
    private static final String C = "127.0.208.76";
    private static final Duration LATENCY = Duration.ofMillis(60);
    private static final int BOUND_MILLIS = 5000;

    private ServerSocket server;
    private SlowLink link;
    /** From where the server saw its clients come. */
    private final BlockingQueue<String> clients = new LinkedBlockingQueue<>();

    @BeforeEach
    void listen() throws IOException {
        assertThat(CutLinks.possible()).as("apt-get install iptables").isTrue();
        server = new ServerSocket(0, 10, InetAddress.getByName(B));
        Thread.ofVirtual().start(this::serve);
        link = new SlowLink("the link", A, B, server.getLocalPort(), new Slowness(LATENCY, Duration.ZERO, 1_000_000));
    }

    @AfterEach
    void heal() throws IOException {
        link.heal();
        server.close();
    }

    /** Says back what it hears. */
    private void serve() {
        try {
            while (true) {
                Socket client = server.accept();
                clients.add(client.getInetAddress().getHostAddress());
                Thread.ofVirtual().start(() -> {
                    try (client) {
                        client.getInputStream().transferTo(client.getOutputStream());
                    } catch (IOException cut) {
                        // As wanted.
                    }
                });
            }
        } catch (IOException end) {
            // Closed.
        }
    }

    private Socket connect(String from) throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(BOUND_MILLIS);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress(B, server.getLocalPort()), BOUND_MILLIS);
        return socket;
    }

    private static Duration roundTrip(Socket socket) throws IOException {
        long start = System.nanoTime();
        socket.getOutputStream().write('x');
        assertThat(socket.getInputStream().read()).isEqualTo('x');
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static String rules() {
        return Tool.run("iptables", "-w", "5", "-t", "nat", "-S", "OUTPUT");
    }

    @Test
    void anAnswerTakesTheLatencyBothWaysAndTheServerSeesTheClientsAddress() throws Exception {
        link.inject();
        try (Socket socket = connect(A)) {
            assertThat(roundTrip(socket)).isGreaterThanOrEqualTo(LATENCY.multipliedBy(2));
            assertThat(roundTrip(socket)).isGreaterThanOrEqualTo(LATENCY.multipliedBy(2));
            assertThat(clients.poll(BOUND_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo(A);
        }
    }

    @Test
    void theEndOfWhatIsSentArrivesToo() throws Exception {
        link.inject();
        try (Socket socket = connect(A)) {
            socket.getOutputStream().write('x');
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).containsExactly('x');
        }
    }

    /** Both run on this machine: the one that is not slowed says what the machine itself takes. */
    @Test
    void othersAreNotSlowed() throws Exception {
        link.inject();
        try (Socket slow = connect(A);
                Socket other = connect(C)) {
            Duration best = Duration.ofDays(1);
            for (int i = 0; i < 20; i++) {
                Duration took = roundTrip(other);
                best = took.compareTo(best) < 0 ? took : best;
            }
            assertThat(best).isLessThan(LATENCY);
            assertThat(roundTrip(slow)).isGreaterThan(best.plus(LATENCY));
        }
    }

    @Test
    void aConnectionThatWasThereIsCutAndOneAfterTheEndIsNotSlow() throws Exception {
        String before = rules();
        try (Socket old = connect(A)) {
            roundTrip(old);
            Thread.ofVirtual().start(this::connectAgain);
            link.inject();
            assertThatThrownBy(() -> roundTrip(old)).isInstanceOf(IOException.class);
        }
        assertThat(rules()).isNotEqualTo(before);

        link.heal();
        link.heal();

        assertThat(rules()).isEqualTo(before);
        try (Socket socket = connect(A)) {
            Duration best = Duration.ofDays(1);
            for (int i = 0; i < 20; i++) {
                Duration took = roundTrip(socket);
                best = took.compareTo(best) < 0 ? took : best;
            }
            assertThat(best).isLessThan(LATENCY);
        }
    }

    /** As whoever lost its connection does: {@link SlowLink#inject} waits for that. */
    private void connectAgain() {
        try {
            if (Wait.until(Duration.ofMillis(BOUND_MILLIS), () -> rules().contains(B))) {
                connect(A);
            }
        } catch (IOException notNeeded) {
            // The test has ended.
        }
    }

    @Test
    void theRuleOfADrillThatWasKilledIsHealedByTheNext() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Tool.run(("iptables -w 5 -t nat -I OUTPUT -s " + A + " -d " + B + " -p tcp --dport " + server.getLocalPort()
                        + " -m comment --comment signalbox-lab:" + dead.pid() + " -j DNAT --to-destination " + B + ":1")
                .split(" "));
        assertThatThrownBy(() -> connect(A)).isInstanceOf(IOException.class);

        assertThat(CutLinks.healLeftovers()).isEqualTo(1);

        connect(A).close();
    }
}

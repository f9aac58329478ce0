package io.signalbox.agents.daemon.isolation;

import static java.net.StandardProtocolFamily.INET6;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What a look costs beside many connections of others: {@code mvn -pl agents/daemon -am verify -Dit.test=LookFiguresIT
 * -Dsignalbox.figures=true}. On demand only, as it wants a quiet machine.
 */
@EnabledIfSystemProperty(named = "signalbox.figures", matches = "true")
class LookFiguresIT {
    private static final String HERE = "127.0.203.47";
    private static final int ENDED = 20_000;
    /** A port takes so many from one address. */
    private static final int ENDED_AT_ONE = 5_000;

    private static final int OURS = 100;
    private static final int WARM_UP = 50;
    private static final int LOOKS = 200;
    private static final double NANOS_PER_MILLI = 1e6;

    @Test
    void costOfALook() throws IOException {
        try (Crowd crowd = Crowd.at(INET6, HERE)) {
            crowd.joinedBy(OURS, INET6, HERE, HERE);
            print(crowd.port());
            for (int made = 0; made < ENDED; made += ENDED_AT_ONE) {
                leaveBehind("127.0.203." + (50 + made / ENDED_AT_ONE));
            }
            print(crowd.port());
            System.out.printf("figure: %d lines in the end%n", lines());
        }
    }

    private static void print(int port) throws IOException {
        System.out.printf("figure: %d lines in /proc/net/tcp and tcp6%n", lines());
        print("/proc", new ProcTable(), port);
        print("sock_diag", new SockDiag(), port);
    }

    private static void print(String name, ConnectionTable table, int port) throws IOException {
        InetAddress own = InetAddress.ofLiteral(HERE);
        KernelConnections connections = new KernelConnections(table);
        look(connections, own, port, WARM_UP);
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long[] times = look(connections, own, port, LOOKS);
        cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        System.out.printf(
                "figure: a look by %s, of %d: processor %.2f ms in the mean; by the clock p50 %.2f ms, max %.2f ms%n",
                name,
                LOOKS,
                cpu / NANOS_PER_MILLI / LOOKS,
                times[LOOKS / 2] / NANOS_PER_MILLI,
                times[LOOKS - 1] / NANOS_PER_MILLI);
    }

    private static long[] look(KernelConnections connections, InetAddress own, int port, int count) throws IOException {
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            long from = System.nanoTime();
            Set<InetAddress> seen = connections.answering(own, port);
            times[i] = System.nanoTime() - from;
            assertThat(seen).containsExactly(own);
        }
        Arrays.sort(times);
        return times;
    }

    /** The kernel remembers each of them for a minute. */
    private static void leaveBehind(String address) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral(address))) {
            for (int i = 0; i < ENDED_AT_ONE; i++) {
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept();
                client.close();
                accepted.close();
            }
        }
    }

    private static long lines() throws IOException {
        long lines = 0;
        for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
            lines += Files.readAllLines(Path.of(table)).size();
        }
        return lines;
    }
}

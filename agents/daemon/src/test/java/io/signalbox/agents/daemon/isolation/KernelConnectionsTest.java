package io.signalbox.agents.daemon.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class KernelConnectionsTest {
    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
    private static final int PORT = 3306;

    @TempDir
    Path directory;

    static boolean bytesAreTurned() {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    }

    @Test
    @EnabledIf("bytesAreTurned")
    void answeringAreEstablishedConnectionsToThePortThatRepeatNothing() throws IOException {
        assertThat(answering("""
                   0: 0B01007F:0CEA 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
                   1: 0B01007F:0CEA 0C01007F:9A3E 01 00000000:00000000 00:00000000 00000000     0        0 2 1 0 20 4 30 10 -1
                   2: 0B01007F:0CEA 0D01007F:9A40 01 00000A00:00000000 01:00000020 00000003     0        0 3 1 0 20 4 30 10 -1
                   3: 0B01007F:0CEA 0E01007F:9A42 01 00000A00:00000000 04:00000020 00000000     0        2 4 1 0 20 4 30 10 -1
                   4: 0B01007F:0CEA 0F01007F:9A44 08 00000000:00000000 00:00000000 00000000     0        0 5 1 0 20 4 30 10 -1
                   5: 0B01007F:0050 1001007F:9A46 01 00000000:00000000 00:00000000 00000000     0        0 6 1 0 20 4 30 10 -1
                """)).containsExactly("127.0.1.12");
    }

    /** Found by isolate-primary on a site of three: the replica that is cut off followed another primary on this machine. */
    @Test
    @EnabledIf("bytesAreTurned")
    void aConnectionToAnotherServerOnThisMachineIsNone() throws IOException {
        assertThat(answering("""
                   0: 0D01007F:0CEA 0C01007F:9A3E 01 00000000:00000000 00:00000000 00000000     0        0 2 1 0 20 4 30 10 -1
                """)).isEmpty();
    }

    @Test
    @EnabledIf("bytesAreTurned")
    void anAddressWithinSixIsTheSameAddress() throws IOException {
        assertThat(answering("""
                   0: 0000000000000000FFFF00000B01007F:0CEA 0000000000000000FFFF00000C01007F:9A3E 01 00000000:00000000 00:00000000 00000000     0        0 2 1 0 20 4 30 10 -1
                   1: B80D0120000000000000000001000000:0CEA B80D0120000000000000000002000000:9A3E 01 00000000:00000000 00:00000000 00000000     0        0 2 1 0 20 4 30 10 -1
                """)).containsExactlyInAnyOrder("127.0.1.12", "2001:db8:0:0:0:0:0:2");
    }

    @Test
    void seesAConnectionOfThisVeryProcess() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.203.41"));
                Socket client = new Socket()) {
            client.bind(new java.net.InetSocketAddress("127.0.203.42", 0));
            client.connect(server.getLocalSocketAddress());

            assertThat(new KernelConnections().answering(server.getInetAddress(), server.getLocalPort()))
                    .containsExactly(InetAddress.ofLiteral("127.0.203.42"));
        }
    }

    @Test
    void whateverTheTableTellsOnlyThisPortAndThisServerCount() throws IOException {
        ConnectionTable told = port -> List.of(
                connection("127.0.1.11", PORT, "127.0.1.12", true),
                connection("127.0.1.11", PORT + 1, "127.0.1.13", true),
                connection("127.0.1.14", PORT, "127.0.1.15", true),
                connection("127.0.1.11", PORT, "127.0.1.16", false));

        assertThat(new KernelConnections(told).answering(InetAddress.ofLiteral("127.0.1.11"), PORT))
                .containsExactly(InetAddress.ofLiteral("127.0.1.12"));
    }

    private static TcpConnection connection(String local, int port, String remote, boolean answered) {
        return new TcpConnection(InetAddress.ofLiteral(local), port, InetAddress.ofLiteral(remote), answered);
    }

    private List<String> answering(String table) throws IOException {
        Path file = directory.resolve("tcp");
        Files.writeString(file, HEAD + table);
        return new KernelConnections(new ProcTable(List.of(file, directory.resolve("absent"))))
                .answering(InetAddress.ofLiteral("127.0.1.11"), PORT).stream()
                        .map(InetAddress::getHostAddress)
                        .toList();
    }
}

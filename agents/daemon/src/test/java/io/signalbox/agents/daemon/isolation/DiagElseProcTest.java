package io.signalbox.agents.daemon.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagElseProcTest {
    private static final int PORT = 3306;
    private static final List<TcpConnection> OF_PROC = List.of(
            new TcpConnection(InetAddress.ofLiteral("127.0.1.11"), PORT, InetAddress.ofLiteral("127.0.1.12"), true));

    private final List<String> asked = new ArrayList<>();
    private final List<NoSockDiag> told = new ArrayList<>();

    @Test
    void fromTheFirstSignThatThereIsNoSockDiagProcIsReadAndThatIsToldOnce() throws IOException {
        NoSockDiag lack = new NoSockDiag("no such module");
        DiagElseProc table = table(lack);

        assertThat(table.established(PORT)).isEqualTo(OF_PROC);
        assertThat(table.established(PORT)).isEqualTo(OF_PROC);

        assertThat(asked).containsExactly("diag", "proc", "proc");
        assertThat(told).containsExactly(lack);
    }

    @Test
    void afterAFailureThatMayPassProcIsReadForThisLookAlone() throws IOException {
        DiagElseProc table = table(new IOException("no memory"));

        assertThat(table.established(PORT)).isEqualTo(OF_PROC);
        assertThat(table.established(PORT)).isEqualTo(OF_PROC);

        assertThat(asked).containsExactly("diag", "proc", "diag", "proc");
        assertThat(told).isEmpty();
    }

    /** A protocol that no kernel has: what a kernel without sock_diag, or a sandbox, answers. */
    @Test
    void aKernelThatRefusesTheSocketLeadsToProc() throws IOException {
        DiagElseProc table = new DiagElseProc(new SockDiag(31), port -> OF_PROC, told::add);

        assertThat(table.established(PORT)).isEqualTo(OF_PROC);
        assertThat(told)
                .singleElement()
                .extracting(NoSockDiag::getMessage)
                .asString()
                .contains("EPROTONOSUPPORT");
    }

    private DiagElseProc table(IOException failure) {
        return new DiagElseProc(
                port -> {
                    asked.add("diag");
                    throw failure;
                },
                port -> {
                    asked.add("proc");
                    return OF_PROC;
                },
                told::add);
    }
}

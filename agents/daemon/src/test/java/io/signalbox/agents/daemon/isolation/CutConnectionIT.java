package io.signalbox.agents.daemon.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.signalbox.agents.daemon.real.LinkCut;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import jdk.net.ExtendedSocketOptions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a look is for: a connection that stays established while its packets are lost, told alike by both tables. */
class CutConnectionIT {
    private static final String SERVER = "127.0.203.45";
    private static final String CLIENT = "127.0.203.46";
    /** A repetition comes after 0.2 s, one of a probe after a second; on a busy machine. */
    private static final Duration BOUND = Duration.ofSeconds(15);

    private final ConnectionTable diag = new DiagElseProc(new SockDiag(), new ProcTable(), lack -> {
        throw new AssertionError(lack);
    });
    private final ConnectionTable proc = new ProcTable();
    private final LinkCut cut = new LinkCut(SERVER, CLIENT);

    private ServerSocketChannel server;
    private SocketChannel client;
    private SocketChannel accepted;

    @BeforeEach
    void connect() throws IOException {
        assumeTrue(LinkCut.lack().isEmpty(), LinkCut.lack());
        server = ServerSocketChannel.open().bind(new InetSocketAddress(SERVER, 0));
        client = SocketChannel.open()
                .bind(new InetSocketAddress(CLIENT, 0))
                .setOption(StandardSocketOptions.SO_RCVBUF, 4096);
        client.connect(server.getLocalAddress());
        accepted = server.accept();
    }

    @AfterEach
    void heal() throws IOException {
        cut.heal();
        client.close();
        accepted.close();
        server.close();
    }

    @Test
    void whatIsSentIntoACutLinkIsNotAnsweredUntilItHeals() throws IOException {
        send();
        awaitAnswered(true);

        cut.inject();
        send();
        awaitAnswered(false);

        cut.heal();
        awaitAnswered(true);
    }

    /** A replica that reads nothing more is asked whether it does again. It answers, until its link is cut. */
    @Test
    void aPeerWhoseBufferIsFullAnswersUntilItsLinkIsCut() throws IOException {
        accepted.configureBlocking(false);
        while (send() > 0) {
            awaitAnswered(true);
        }

        cut.inject();
        awaitAnswered(false);
    }

    @Test
    void aPeerThatIsAskedWhetherItIsThereAnswersUntilItsLinkIsCut() throws IOException {
        accepted.setOption(StandardSocketOptions.SO_KEEPALIVE, true)
                .setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 1)
                .setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 1);
        awaitAnswered(true);

        cut.inject();
        awaitAnswered(false);
    }

    private int send() throws IOException {
        return accepted.write(ByteBuffer.allocate(64 * 1024));
    }

    private void awaitAnswered(boolean answered) {
        Awaitility.await().atMost(BOUND).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
            List<TcpConnection> told = diag.established(server.socket().getLocalPort());
            assertThat(told).extracting(TcpConnection::answered).containsExactly(answered);
            assertThat(proc.established(server.socket().getLocalPort())).isEqualTo(told);
        });
    }
}

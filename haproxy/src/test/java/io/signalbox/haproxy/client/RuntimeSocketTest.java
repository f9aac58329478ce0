package io.signalbox.haproxy.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.signalbox.haproxy.client.RuntimeSocket.Kind;
import io.signalbox.haproxy.command.AdminState;
import io.signalbox.haproxy.command.RuntimeCommand;
import io.signalbox.haproxy.command.ServerId;
import io.signalbox.haproxy.command.WorkerCommand;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class RuntimeSocketTest {
    private static final RuntimeCommand ASK = new WorkerCommand.ShowInfo();
    private static final RuntimeCommand ACT = new WorkerCommand.SetState(ServerId.of("web", "web1"), AdminState.READY);
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    private Path dir;

    @Test
    void sendsOneLineAndReadsToTheEnd() throws Exception {
        List<String> received = served(
                Kind.WORKER,
                client -> {
                    client.write(ByteBuffer.wrap(new byte[] {'a'}));
                    client.write(ByteBuffer.wrap(new byte[] {'b', '\n'}));
                },
                socket -> assertThat(socket.ask(ASK, Deadline.in(LONG))).isEqualTo("ab\n"));
        assertThat(received).containsExactly("show info\n");
    }

    @Test
    void closesItsHalfForTheMasterOnly() throws Exception {
        served(
                Kind.MASTER,
                client -> {
                    boolean halfClosed = client.read(ByteBuffer.allocate(1)) < 0;
                    client.write(ByteBuffer.wrap(new byte[] {(byte) (halfClosed ? 'h' : 'o')}));
                },
                socket -> assertThat(socket.ask(ASK, Deadline.in(LONG))).isEqualTo("h"));
        served(
                Kind.WORKER,
                client -> client.read(ByteBuffer.allocate(1)),
                socket -> assertThat(fault(socket, SHORT)).isEqualTo(Fault.NO_ANSWER_IN_TIME));
    }

    @Test
    void anEmptyLineIsSuccessAndAnyWordIsNot() throws Exception {
        served(Kind.WORKER, FakeHaproxySocket.answer("\n"), socket -> socket.act(ACT, Deadline.in(LONG)));
        served(
                Kind.WORKER,
                FakeHaproxySocket.answer("No such server.\n\n"),
                socket -> assertThatThrownBy(() -> socket.act(ACT, Deadline.in(LONG)))
                        .hasMessage("\"set server web/web1 state ready\": HAProxy answered: No such server.")
                        .extracting(e -> ((CommandFailed) e).fault())
                        .isEqualTo(Fault.NO_SUCH_SERVER));
    }

    @Test
    void noAnswerIsNotSuccess() throws Exception {
        served(Kind.WORKER, client -> {}, socket -> {
            Fault fault = fault(socket, LONG);
            assertThat(fault).isEqualTo(Fault.CUT_OFF);
            assertThat(fault.outcomeUnknown()).isTrue();
        });
    }

    @Test
    void waitsNoLongerThanTheDeadline() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        served(Kind.WORKER, client -> await(over), socket -> {
            long start = System.nanoTime();
            Fault fault = fault(socket, SHORT);
            assertThat(fault).isEqualTo(Fault.NO_ANSWER_IN_TIME);
            assertThat(fault.outcomeUnknown()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, Duration.ofSeconds(5));
        });
        over.countDown();
    }

    @Test
    void anAnswerWithoutEndIsCutAtItsBound() throws Exception {
        served(
                Kind.WORKER,
                RuntimeSocketTest::writeForEver,
                socket -> assertThat(fault(socket, LONG)).isEqualTo(Fault.ANSWER_TOO_LONG));
    }

    @Test
    void afterTheDeadlineNothingIsSent() throws Exception {
        List<String> received = served(Kind.WORKER, FakeHaproxySocket.answer("\n"), socket -> {
            Fault fault = fault(socket, Duration.ofSeconds(-1));
            assertThat(fault).isEqualTo(Fault.NOT_SENT);
            assertThat(fault.outcomeUnknown()).isFalse();
        });
        assertThat(received).isEmpty();
    }

    @Test
    void nobodyThereIsSaidAtOnce() {
        try (RuntimeSocket socket = socket(Kind.WORKER)) {
            Fault fault = fault(socket, LONG);
            assertThat(fault).isEqualTo(Fault.NOBODY_THERE);
            assertThat(fault.outcomeUnknown()).isFalse();
        }
    }

    private static void writeForEver(SocketChannel client) throws IOException {
        ByteBuffer much = ByteBuffer.allocate(64 * 1024);
        while (true) {
            much.clear();
            client.write(much);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Fault fault(RuntimeSocket socket, Duration bound) {
        return catchThrowableOfType(CommandFailed.class, () -> socket.ask(ASK, Deadline.in(bound)))
                .fault();
    }

    private interface Asking {
        void ask(RuntimeSocket socket) throws Exception;
    }

    /** Returns what the fake HAProxy was sent. */
    private List<String> served(Kind kind, FakeHaproxySocket.Behaviour behaviour, Asking asking) throws Exception {
        Files.deleteIfExists(path());
        try (FakeHaproxySocket haproxy = new FakeHaproxySocket(path(), behaviour);
                RuntimeSocket socket = socket(kind)) {
            asking.ask(socket);
            return haproxy.received();
        }
    }

    private RuntimeSocket socket(Kind kind) {
        return new RuntimeSocket(path(), kind);
    }

    private Path path() {
        return dir.resolve("s");
    }
}

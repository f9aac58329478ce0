package io.signalbox.agents.daemon.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes by hand, as the kernel's headers lay them out. */
class InetDiagTest {
    private static final int PORT = 3306;
    private static final int ERROR = 2;
    private static final int DONE = 3;
    private static final int OVERRUN = 4;
    private static final int CONNECTION = 20;
    private static final int MULTI = 2;
    private static final int INTERRUPTED = 0x10;

    private final List<TcpConnection> found = new ArrayList<>();

    @Test
    void aDatagramHoldsSeveralConnectionsAndOnlyTheEndEnds() throws IOException {
        ByteBuffer part = datagram(
                message(CONNECTION, MULTI, connection(0, "127.0.1.11", "127.0.1.12")),
                message(CONNECTION, MULTI, connection(3, "127.0.1.11", "127.0.1.13")));

        assertThat(InetDiag.read(part, InetDiag.IPV4, found)).isFalse();
        assertThat(InetDiag.read(datagram(message(DONE, MULTI, number(0))), InetDiag.IPV4, found))
                .isTrue();

        assertThat(found)
                .containsExactly(
                        new TcpConnection(address("127.0.1.11"), PORT, address("127.0.1.12"), true),
                        new TcpConnection(address("127.0.1.11"), PORT, address("127.0.1.13"), false));
    }

    /** Attributes follow a connection, and may have a length that is no multiple of four. */
    @Test
    void whatFollowsAConnectionIsSkipped() throws IOException {
        byte[] connection = connection(0, "127.0.1.11", "127.0.1.12").array();
        ByteBuffer withMore = ByteBuffer.allocate(connection.length + 5).put(connection);

        assertThat(InetDiag.read(
                        datagram(message(CONNECTION, MULTI, withMore.rewind()), message(DONE, MULTI, number(0))),
                        InetDiag.IPV4,
                        found))
                .isTrue();
        assertThat(found).hasSize(1);
    }

    @Test
    void anAddressWithinSixIsTheSameAddress() throws IOException {
        InetDiag.read(
                datagram(message(CONNECTION, MULTI, connection(0, "::ffff:127.0.1.11", "2001:db8::2"))),
                InetDiag.IPV4,
                found);

        assertThat(found).containsExactly(new TcpConnection(address("127.0.1.11"), PORT, address("2001:db8::2"), true));
    }

    @Test
    void anErrorSaysWhetherThereIsNoSockDiagAtAll() {
        assertThatThrownBy(() -> read(message(ERROR, 0, number(-2))))
                .isInstanceOf(NoSockDiag.class)
                .hasMessageContaining("ENOENT");
        assertThatThrownBy(() -> read(message(ERROR, 0, number(-12))))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageContaining("error 12");
    }

    /** So a kernel without tcp_diag answers. */
    @Test
    void anEndMayCarryAnError() {
        assertThatThrownBy(() -> read(message(DONE, MULTI, number(-2)))).isInstanceOf(NoSockDiag.class);
    }

    @Test
    void whatIsInterruptedLostOrAnothersIsNoAnswer() {
        assertThatThrownBy(() -> read(message(DONE, MULTI | INTERRUPTED, number(0))))
                .hasMessageContaining("changed while it was told");
        assertThatThrownBy(() -> read(message(OVERRUN, 0, number(0)))).hasMessageContaining("lost");
        assertThatThrownBy(() -> InetDiag.read(datagram(message(DONE, MULTI, number(0))), InetDiag.IPV6, found))
                .hasMessageContaining("another question");
    }

    @Test
    void whatIsCutOffIsNoAnswer() {
        ByteBuffer whole = message(CONNECTION, MULTI, connection(0, "127.0.1.11", "127.0.1.12"));
        for (int length = 0; length < whole.limit(); length++) {
            ByteBuffer torn = whole.slice(0, length);
            assertThatThrownBy(() -> read(torn)).as("%d bytes", torn.limit()).hasMessageContaining("cut off");
        }
        assertThatThrownBy(() -> read(message(CONNECTION, MULTI, ByteBuffer.allocate(71))))
                .hasMessageContaining("a connection is cut off");
        assertThat(found).isEmpty();
    }

    private boolean read(ByteBuffer message) throws IOException {
        return InetDiag.read(message, InetDiag.IPV4, found);
    }

    private static ByteBuffer datagram(ByteBuffer... messages) {
        ByteBuffer all = ByteBuffer.allocate(4096);
        for (ByteBuffer message : messages) {
            all.put(message);
            while (all.position() % 4 != 0) {
                all.put((byte) 0);
            }
        }
        return all.flip();
    }

    private static ByteBuffer message(int type, int flags, ByteBuffer body) {
        int length = 16 + body.remaining();
        ByteBuffer message = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
        message.putInt(length)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(InetDiag.IPV4)
                .putInt(0);
        return message.put(body).flip();
    }

    private static ByteBuffer number(int number) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.nativeOrder())
                .putInt(number)
                .flip();
    }

    private static ByteBuffer connection(int repeated, String local, String remote) {
        ByteBuffer bytes = ByteBuffer.allocate(72);
        bytes.put((byte) (local.contains(":") ? InetDiag.IPV6 : InetDiag.IPV4))
                .put((byte) 1)
                .put((byte) 1)
                .put((byte) repeated)
                .putShort((short) PORT)
                .putShort((short) 45_678);
        return bytes.put(8, raw(local)).put(24, raw(remote)).rewind();
    }

    /** {@code InetAddress} itself makes an IPv4 address of one within IPv6. */
    private static byte[] raw(String address) {
        byte[] bytes = address(address).getAddress();
        if (!address.startsWith("::ffff:")) {
            return bytes;
        }
        byte[] within = new byte[16];
        within[10] = (byte) 0xff;
        within[11] = (byte) 0xff;
        System.arraycopy(bytes, 0, within, 12, bytes.length);
        return within;
    }

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }
}

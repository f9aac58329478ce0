package io.signalbox.agents.daemon.isolation;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The bytes of a question for TCP connections and of its answers: {@code nlmsghdr} of netlink(7), {@code inet_diag_req_v2}
 * and {@code inet_diag_msg} of sock_diag(7). Numbers are in the byte order of this machine, ports and addresses in the
 * network's. A question is numbered by its family.
 */
final class InetDiag {
    /** {@code AF_INET}. */
    static final int IPV4 = 2;
    /** {@code AF_INET6}. */
    static final int IPV6 = 10;

    private static final int HEADER = 16;
    private static final int TYPE = 4;
    private static final int FLAGS = 6;
    private static final int NUMBER = 8;
    private static final int ALIGNMENT = 4;

    private static final short SOCK_DIAG_BY_FAMILY = 20;
    private static final short NLMSG_ERROR = 2;
    private static final short NLMSG_DONE = 3;
    private static final short NLMSG_OVERRUN = 4;
    /** {@code NLM_F_REQUEST | NLM_F_DUMP}. */
    private static final short ALL_THAT_MATCH = 0x301;
    /** {@code NLM_F_DUMP_INTR}. */
    private static final int CHANGED_MEANWHILE = 0x10;

    private static final int REQUEST = 56;
    private static final byte IPPROTO_TCP = 6;
    private static final int TCP_ESTABLISHED = 1;

    private static final int CONNECTION = 72;
    /**
     * {@code idiag_retrans}: how often the kernel sent again what is not acknowledged, or asked who is still there. It is
     * told while a timer for the next time runs: in the microseconds in which the kernel sends again it may be 0.
     */
    private static final int REPEATED = 3;

    private static final int LOCAL_PORT = 4;
    private static final int LOCAL = 8;
    private static final int REMOTE = 24;
    private static final int IPV4_LENGTH = 4;
    private static final int IPV6_LENGTH = 16;

    private InetDiag() {}

    /** Which connections of {@code family} are established to the local {@code port}? */
    static ByteBuffer request(int family, int port) {
        ByteBuffer message = ByteBuffer.allocate(HEADER + REQUEST).order(ByteOrder.nativeOrder());
        message.putInt(HEADER + REQUEST)
                .putShort(SOCK_DIAG_BY_FAMILY)
                .putShort(ALL_THAT_MATCH)
                .putInt(family)
                .putInt(0);
        message.put((byte) family).put(IPPROTO_TCP).put((byte) 0).put((byte) 0).putInt(1 << TCP_ESTABLISHED);
        message.order(ByteOrder.BIG_ENDIAN).putShort((short) port);
        return message.rewind();
    }

    /**
     * Adds the connections of one datagram.
     *
     * @return whether it was the last one
     * @throws NoSockDiag if the kernel says that it has no such table
     */
    static boolean read(ByteBuffer datagram, int family, List<TcpConnection> found) throws IOException {
        boolean complete = false;
        do {
            complete |= message(next(datagram), family, found);
        } while (datagram.hasRemaining());
        return complete;
    }

    /** A message with its header. The next one begins at a multiple of four. */
    private static ByteBuffer next(ByteBuffer datagram) throws IOException {
        int length = datagram.remaining() < HEADER
                ? 0
                : datagram.order(ByteOrder.nativeOrder()).getInt(datagram.position());
        require(length >= HEADER && length <= datagram.remaining(), "an answer is cut off");
        ByteBuffer message = datagram.slice(datagram.position(), length).order(ByteOrder.nativeOrder());
        int aligned = Math.ceilDiv(length, ALIGNMENT) * ALIGNMENT;
        datagram.position(datagram.position() + Math.min(aligned, datagram.remaining()));
        return message;
    }

    private static boolean message(ByteBuffer message, int family, List<TcpConnection> found) throws IOException {
        require(message.getInt(NUMBER) == family, "an answer is to another question");
        require((message.getShort(FLAGS) & CHANGED_MEANWHILE) == 0, "the table changed while it was told");
        short type = message.getShort(TYPE);
        require(type != NLMSG_OVERRUN, "an answer is lost");
        if (type == NLMSG_ERROR || type == NLMSG_DONE) {
            refuse(message);
        } else if (type == SOCK_DIAG_BY_FAMILY) {
            found.add(connection(message.position(HEADER).slice()));
        }
        return type == NLMSG_DONE;
    }

    /** Both an error and an end begin with a number, which is negative if the kernel did not do what it was asked. */
    private static void refuse(ByteBuffer message) throws IOException {
        int number = message.remaining() < HEADER + Integer.BYTES ? 0 : message.getInt(HEADER);
        if (number < 0) {
            throw Refusal.of("sock_diag", -number);
        }
    }

    private static TcpConnection connection(ByteBuffer bytes) throws IOException {
        require(bytes.remaining() >= CONNECTION, "a connection is cut off");
        int length = bytes.get(0) == IPV4 ? IPV4_LENGTH : IPV6_LENGTH;
        return new TcpConnection(
                address(bytes, LOCAL, length),
                Short.toUnsignedInt(bytes.order(ByteOrder.BIG_ENDIAN).getShort(LOCAL_PORT)),
                address(bytes, REMOTE, length),
                bytes.get(REPEATED) == 0);
    }

    /** An IPv4 address within IPv6 becomes an IPv4 address. */
    private static InetAddress address(ByteBuffer bytes, int at, int length) throws IOException {
        byte[] address = new byte[length];
        bytes.get(at, address);
        return InetAddress.getByAddress(address);
    }

    private static void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException("sock_diag: " + otherwise);
        }
    }
}

package io.signalbox.agents.daemon.isolation;

import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * A socket whose other end is the kernel (netlink(7)), which the JDK cannot open; so this is the C library's. It belongs to
 * the thread that opens it. Whatever it throws says what the C library did not do. The numbers are those of Linux on x86
 * and ARM.
 */
final class NetlinkSocket implements AutoCloseable {
    /** The kernel answers at once; one that does not is not waited for. */
    static final Duration BOUND = Duration.ofSeconds(1);

    private static final int AF_NETLINK = 16;
    /** {@code SOCK_RAW | SOCK_CLOEXEC}: mysqld, which the agent starts, does not inherit it. */
    private static final int RAW_AND_OURS_ALONE = 3 | 0x80000;

    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    /** With it the kernel tells the length of a datagram that does not fit. */
    private static final int MSG_TRUNC = 0x20;
    /** The longest datagram that the kernel makes. */
    private static final int LONGEST = 32 * 1024;

    private static final int CLOSED = -1;

    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

    private final Arena arena;
    private final MemorySegment state;
    private final MemorySegment buffer;
    private int descriptor = CLOSED;

    @SuppressWarnings("MustBeClosedChecker") // close() does it
    private NetlinkSocket() {
        arena = Arena.ofConfined();
        state = arena.allocate(STATE);
        buffer = arena.allocate(LONGEST);
    }

    /**
     * Opens one of {@code protocol}.
     *
     * @throws NoSockDiag if there is none on this host
     */
    static NetlinkSocket open(int protocol) throws IOException {
        NetlinkSocket socket = new NetlinkSocket();
        try {
            socket.descriptor = (int) socket.call("socket", () ->
                    (int) CLibrary.SOCKET.invokeExact(socket.state, AF_NETLINK, RAW_AND_OURS_ALONE, protocol));
            socket.waitNoLongerThan(BOUND);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private void waitNoLongerThan(Duration bound) throws IOException {
        MemorySegment time = arena.allocate(ValueLayout.JAVA_LONG, 2);
        time.setAtIndex(ValueLayout.JAVA_LONG, 0, bound.toSeconds());
        time.setAtIndex(ValueLayout.JAVA_LONG, 1, bound.toNanosPart() / 1000);
        call("setsockopt", () -> (int) CLibrary.SETSOCKOPT.invokeExact(
                state, descriptor, SOL_SOCKET, SO_RCVTIMEO, time, (int) time.byteSize()));
    }

    void send(ByteBuffer message) throws IOException {
        MemorySegment copy = arena.allocate(message.remaining());
        copy.copyFrom(MemorySegment.ofBuffer(message));
        call("send", () -> (long) CLibrary.SEND.invokeExact(state, descriptor, copy, copy.byteSize(), 0));
    }

    /** The next datagram; valid until the next call. */
    ByteBuffer receive() throws IOException {
        long length = call(
                "recv", () -> (long) CLibrary.RECV.invokeExact(state, descriptor, buffer, (long) LONGEST, MSG_TRUNC));
        if (length > LONGEST) {
            throw new IOException("an answer of the kernel's has " + length + " bytes");
        }
        return buffer.asSlice(0, length).asByteBuffer();
    }

    private long call(String function, Call call) throws IOException {
        long result;
        try {
            result = call.make();
        } catch (Throwable e) {
            throw new NoSockDiag(function + " of the C library cannot be called: " + e, e);
        }
        if (result < 0) {
            throw Refusal.of(function, (int) ERRNO.get(state, 0L));
        }
        return result;
    }

    @Override
    public void close() {
        try {
            if (descriptor != CLOSED) {
                call("close", () -> (int) CLibrary.CLOSE.invokeExact(state, descriptor));
            }
        } catch (IOException e) {
            // Linux has closed it whatever it says.
        } finally {
            descriptor = CLOSED;
            arena.close();
        }
    }

    private interface Call {
        long make() throws Throwable;
    }

    /** Looked up at the first need. */
    @SuppressWarnings("restricted") // The daemons and the launcher allow it: --enable-native-access.
    private static final class CLibrary {
        private static final Linker LINKER = Linker.nativeLinker();
        private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
        private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
        private static final AddressLayout POINTER = ValueLayout.ADDRESS;

        static final MethodHandle SOCKET = function("socket", INT, INT, INT, INT);
        static final MethodHandle SETSOCKOPT = function("setsockopt", INT, INT, INT, INT, POINTER, INT);
        static final MethodHandle SEND = function("send", LONG, INT, POINTER, LONG, INT);
        static final MethodHandle RECV = function("recv", LONG, INT, POINTER, LONG, INT);
        static final MethodHandle CLOSE = function("close", INT, INT);

        private CLibrary() {}

        private static MethodHandle function(String name, MemoryLayout returned, MemoryLayout... arguments) {
            return LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow(name),
                    FunctionDescriptor.of(returned, arguments),
                    Linker.Option.captureCallState("errno"));
        }
    }
}

package io.signalbox.agents.daemon.isolation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The TCP connections of this host as {@code /proc/net/tcp} and {@code tcp6} tell them (proc_net_tcp(5)). A connection
 * over a cut link stays established for a quarter of an hour; but a primary sends its replicas something every 100 ms, so
 * that on a cut link the kernel repeats itself after 0.2 s.
 */
final class KernelConnections {
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final int REPEATED = 6;
    private static final int PROBED = 8;
    private static final String ESTABLISHED = "01";
    private static final int HEX = 16;
    private static final int WORD = 8;

    private final List<Path> tables;

    KernelConnections() {
        this(List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6")));
    }

    KernelConnections(List<Path> tables) {
        this.tables = tables;
    }

    /**
     * The other ends of connections to the local {@code port} on which nothing is being sent again.
     *
     * @param own mysqld's address; if that is a loopback one, those to another are to another server on this machine
     */
    Set<InetAddress> answering(InetAddress own, int port) throws IOException {
        Set<InetAddress> answering = new HashSet<>();
        // Most lines of a busy host are of others: they are not taken apart.
        String ours = String.format(Locale.ROOT, ":%04X ", port);
        for (Path table : tables) {
            if (Files.exists(table)) {
                for (String line : Files.readAllLines(table)) {
                    if (line.contains(ours)) {
                        add(line.strip().split("\\s+", -1), own, port, answering);
                    }
                }
            }
        }
        return answering;
    }

    private static void add(String[] fields, InetAddress own, int port, Set<InetAddress> answering)
            throws UnknownHostException {
        if (fields.length > PROBED
                && fields[STATE].equals(ESTABLISHED)
                && port(fields[LOCAL]) == port
                && Long.parseLong(fields[REPEATED], HEX) == 0
                && Long.parseLong(fields[PROBED]) == 0
                && !isAnothers(address(fields[LOCAL]), own)) {
            answering.add(address(fields[REMOTE]));
        }
    }

    private static boolean isAnothers(InetAddress local, InetAddress own) {
        return own.isLoopbackAddress() && local.isLoopbackAddress() && !local.equals(own);
    }

    private static int port(String end) {
        return Integer.parseInt(end, end.indexOf(':') + 1, end.length(), HEX);
    }

    /** Words of 32 bits, each in the byte order of this machine. An IPv4 address within IPv6 becomes an IPv4 address. */
    private static InetAddress address(String end) throws UnknownHostException {
        String words = end.substring(0, end.indexOf(':'));
        ByteBuffer bytes = ByteBuffer.allocate(words.length() / 2).order(ByteOrder.nativeOrder());
        for (int at = 0; at < words.length(); at += WORD) {
            bytes.putInt(Integer.parseUnsignedInt(words, at, at + WORD, HEX));
        }
        return InetAddress.getByAddress(bytes.array());
    }
}

package io.signalbox.agents.daemon.isolation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code /proc/net/tcp} and {@code tcp6} (proc_net_tcp(5)). The kernel writes a line for each connection of the host, also
 * for those that ended a minute ago, so that a look at them costs the more the busier the host is.
 */
final class ProcTable implements ConnectionTable {
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final int REPEATED = 6;
    private static final int PROBED = 8;
    private static final String ESTABLISHED = "01";
    private static final int HEX = 16;
    private static final int WORD = 8;

    private final List<Path> tables;

    ProcTable() {
        this(List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6")));
    }

    ProcTable(List<Path> tables) {
        this.tables = tables;
    }

    @Override
    public List<TcpConnection> established(int port) throws IOException {
        List<TcpConnection> found = new ArrayList<>();
        // Most lines of a busy host are of others: they are not taken apart.
        String ours = String.format(Locale.ROOT, ":%04X ", port);
        for (Path table : tables) {
            if (Files.exists(table)) {
                for (String line : Files.readAllLines(table)) {
                    if (line.contains(ours)) {
                        add(line.strip().split("\\s+", -1), port, found);
                    }
                }
            }
        }
        return found;
    }

    private static void add(String[] fields, int port, List<TcpConnection> found) throws UnknownHostException {
        if (fields.length > PROBED && fields[STATE].equals(ESTABLISHED) && port(fields[LOCAL]) == port) {
            boolean answered = Long.parseLong(fields[REPEATED], HEX) == 0 && Long.parseLong(fields[PROBED]) == 0;
            found.add(new TcpConnection(address(fields[LOCAL]), port, address(fields[REMOTE]), answered));
        }
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

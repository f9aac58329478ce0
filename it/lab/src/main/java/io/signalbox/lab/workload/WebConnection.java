package io.signalbox.lab.workload;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import javax.net.SocketFactory;

/**
 * One kept connection to the web tier. HTTP by hand: clients of the JDK repeat requests without a word, and would hide
 * what is to be seen.
 */
final class WebConnection implements AutoCloseable {
    static final String REPEATABLE = "GET";
    /** The demonstration application answers it by 405: an answer all the same. */
    static final String UNREPEATABLE = "POST";

    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final int LONGEST_LINE = 8192;
    private static final int LONGEST_BODY = 64 * 1024;
    private static final String SERVED_BY = "x-web-server:";
    private static final String LENGTH = "content-length:";
    private static final String PATH = "/health";

    private final Socket socket;
    private final InputStream in;
    private boolean usable = true;

    private WebConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** @param sockets plain, or those of TLS that trust the site */
    static WebConnection open(Address address, SocketFactory sockets) throws IOException {
        Socket socket = sockets.createSocket();
        try {
            socket.connect(new InetSocketAddress(address.host(), address.port()), (int) BOUND.toMillis());
            socket.setSoTimeout((int) BOUND.toMillis());
            socket.setTcpNoDelay(true);
            return new WebConnection(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** False when the other side has said that it closes. */
    boolean usable() {
        return usable;
    }

    /**
     * Asks, and reads the whole answer.
     *
     * @return the web server that answered; empty if it does not say
     */
    String ask(String method) throws IOException {
        socket.getOutputStream()
                .write((method + " " + PATH + " HTTP/1.1\r\nHost: site\r\nContent-Length: 0\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        String status = line();
        int length = 0;
        String server = "";
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith(LENGTH)) {
                length = Integer.parseInt(lower.substring(LENGTH.length()).strip());
            } else if (lower.startsWith(SERVED_BY)) {
                server = header.substring(SERVED_BY.length()).strip();
            } else if (lower.startsWith("connection: close")) {
                usable = false;
            }
        }
        skip(length);
        if (!status.contains(method.equals(REPEATABLE) ? " 200" : " 405")) {
            throw new IOException(status);
        }
        return server;
    }

    private void skip(int length) throws IOException {
        if (length > LONGEST_BODY || in.readNBytes(length).length < length) {
            throw new IOException("cut off within " + length + " bytes");
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() > LONGEST_LINE) {
                throw new IOException(line.isEmpty() ? "cut off without an answer" : "cut off after: " + line);
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

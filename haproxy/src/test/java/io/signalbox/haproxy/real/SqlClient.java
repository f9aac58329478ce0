package io.signalbox.haproxy.real;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A client that connects and waits to be greeted. */
public final class SqlClient implements AutoCloseable {
    private static final int BOUND_MILLIS = 20_000;

    private final Socket socket;
    private final BufferedReader reader;
    private final String greeting;
    private final Duration waited;

    private SqlClient(Socket socket, BufferedReader reader, String greeting, Duration waited) {
        this.socket = socket;
        this.reader = reader;
        this.greeting = greeting;
        this.waited = waited;
    }

    /** @throws IOException if it is refused, cut off, or not greeted */
    public static SqlClient connect(String host, int port) throws IOException {
        long start = System.nanoTime();
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), BOUND_MILLIS);
            socket.setSoTimeout(BOUND_MILLIS);
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String greeting = reader.readLine();
            if (greeting == null) {
                throw new IOException("cut off before the greeting");
            }
            return new SqlClient(socket, reader, greeting, Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The same on a thread of its own. */
    public static CompletableFuture<SqlClient> connecting(String host, int port) {
        CompletableFuture<SqlClient> client = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                client.complete(connect(host, port));
            } catch (IOException e) {
                client.completeExceptionally(e);
            }
        });
        return client;
    }

    /** The name of the server that answered. */
    public String greeting() {
        return greeting;
    }

    /** From the beginning of the connect to the greeting. */
    public Duration waited() {
        return waited;
    }

    /** Whether the connection has been ended from the other side; waits {@code patience} for it. */
    public boolean isCut(Duration patience) {
        try {
            socket.setSoTimeout((int) patience.toMillis());
            return reader.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

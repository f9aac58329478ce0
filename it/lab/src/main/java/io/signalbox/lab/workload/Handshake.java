package io.signalbox.lab.workload;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Logs in and leaves: the cheapest connection that is a whole one, so that many a second can be opened beside the writers.
 * Follows "Connection Phase" of MySQL's protocol manual, with caching_sha2_password's fast path.
 */
final class Handshake {
    private static final int LONG_PASSWORD = 0x1;
    private static final int PROTOCOL_41 = 0x200;
    private static final int SECURE_CONNECTION = 0x8000;
    private static final int PLUGIN_AUTH = 0x80000;
    private static final int UTF8MB4 = 45;
    private static final int MAX_PACKET = 1 << 20;
    private static final int NONCE = 20;
    private static final String PLUGIN = "caching_sha2_password";
    private static final int COM_QUIT = 1;
    private static final int ERROR = 0xff;

    private Handshake() {}

    /** Returns when the server behind has let the client in, or has answered that it would by a longer way. */
    static void perform(Address address, Account account, Duration bound) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) bound.toMillis());
            socket.connect(new InetSocketAddress(address.host(), address.port()), (int) bound.toMillis());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            send(out, 1, response(account, nonce(receive(in))));
            if (fastPath(receive(in))) {
                receive(in);
                send(out, 0, new byte[] {COM_QUIT});
            }
        }
    }

    /** False: the server has not cached this account's password yet, and asks for the longer way. */
    private static boolean fastPath(byte[] answer) {
        return answer.length > 1 && answer[0] == 1 && answer[1] == 3;
    }

    private static byte[] nonce(byte[] greeting) {
        ByteBuffer buffer = ByteBuffer.wrap(greeting);
        buffer.get();
        while (buffer.get() != 0) {
            // The version, up to its zero.
        }
        buffer.getInt();
        byte[] nonce = new byte[NONCE];
        buffer.get(nonce, 0, 8);
        // Zero, capabilities, character set, status, capabilities, length, ten reserved.
        buffer.position(buffer.position() + 1 + 2 + 1 + 2 + 2 + 1 + 10);
        buffer.get(nonce, 8, NONCE - 8);
        return nonce;
    }

    private static byte[] response(Account account, byte[] nonce) {
        byte[] user = account.user().getBytes(StandardCharsets.UTF_8);
        byte[] proof = proof(account.password(), nonce);
        byte[] plugin = PLUGIN.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer buffer = ByteBuffer.allocate(32 + user.length + 2 + proof.length + plugin.length + 1)
                .order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(LONG_PASSWORD | PROTOCOL_41 | SECURE_CONNECTION | PLUGIN_AUTH)
                .putInt(MAX_PACKET)
                .put((byte) UTF8MB4)
                .put(new byte[23]);
        buffer.put(user).put((byte) 0).put((byte) proof.length).put(proof);
        return buffer.put(plugin).put((byte) 0).array();
    }

    /** SHA256(password) XOR SHA256(SHA256(SHA256(password)), nonce). */
    private static byte[] proof(String password, byte[] nonce) {
        byte[] once = sha256(password.getBytes(StandardCharsets.UTF_8));
        byte[] mask = sha256(sha256(once), nonce);
        for (int i = 0; i < once.length; i++) {
            once[i] ^= mask[i];
        }
        return once;
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Arrays.stream(parts).forEach(digest::update);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] receive(DataInputStream in) throws IOException {
        int length = Integer.reverseBytes(in.readInt()) & 0xffffff;
        byte[] packet = new byte[Math.min(length, MAX_PACKET)];
        in.readFully(packet);
        if (packet.length == 0) {
            throw new EOFException("an empty packet");
        }
        if ((packet[0] & 0xff) == ERROR) {
            throw new IOException(new String(packet, 1, packet.length - 1, StandardCharsets.ISO_8859_1));
        }
        return packet;
    }

    private static void send(OutputStream out, int sequence, byte[] payload) throws IOException {
        ByteBuffer packet = ByteBuffer.allocate(4 + payload.length).order(ByteOrder.LITTLE_ENDIAN);
        out.write(packet.putInt(payload.length | sequence << 24).put(payload).array());
        out.flush();
    }
}

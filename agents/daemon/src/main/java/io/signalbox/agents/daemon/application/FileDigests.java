package io.signalbox.agents.daemon.application;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** SHA-256 of files, which are read again only when size, time, inode or mode have changed. For one thread. */
final class FileDigests {
    /** A file that was changed so lately may be changed again within the same tick of its clock. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private static final int BLOCK = 64 * 1024;

    private record Known(UnixEntry entry, String digest) {}

    private Map<Path, Known> known = new HashMap<>();
    private Map<Path, Known> fresh = new HashMap<>();
    private long read;

    /** Files that are not asked for between two calls are forgotten. */
    void beginRound() {
        known = fresh;
        fresh = new HashMap<>();
    }

    /** Bytes that were read since the start. */
    long read() {
        return read;
    }

    /** The same size, times, inode and mode as before: the same content. */
    String of(Path file, UnixEntry entry, Instant now) throws IOException {
        Known before = known.get(file);
        String digest = before != null && before.entry().equals(entry) ? before.digest() : digest(file);
        if (entry.changed().toInstant().plus(SETTLED).isBefore(now)) {
            fresh.put(file, new Known(entry, digest));
        }
        return digest;
    }

    private String digest(Path file) throws IOException {
        MessageDigest sum = sha256();
        byte[] block = new byte[BLOCK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                sum.update(block, 0, n);
                read += n;
            }
        }
        return HexFormat.of().formatHex(sum.digest());
    }

    static String ofText(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

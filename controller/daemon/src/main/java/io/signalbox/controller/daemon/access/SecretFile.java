package io.signalbox.controller.daemon.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/** A file that holds one secret and that only its owner may read. */
public final class SecretFile {
    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ALONE = PosixFilePermissions.fromString("rw-------");

    private SecretFile() {}

    /** The secret; the file is refused if others may read it. */
    public static String read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is missing: it must hold a secret that only its owner may read");
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!OWNER_ALONE.containsAll(permissions)) {
            throw new IOException(
                    file + " may be read by others (" + PosixFilePermissions.toString(permissions) + "): chmod 600 it");
        }
        String secret = Files.readString(file).strip();
        if (secret.isEmpty()) {
            throw new IOException(file + " is empty: remove it to have a new secret made, or put one in");
        }
        return secret;
    }

    /** The secret, made first if there is no such file: 256 random bits in hex. */
    public static String readOrMake(Path file) throws IOException {
        if (Files.notExists(file)) {
            make(file);
        }
        return read(file);
    }

    private static void make(Path file) throws IOException {
        Path dir = file.toAbsolutePath().getParent();
        if (dir != null) {
            Files.createDirectories(dir);
        }
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        try (var out = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ALONE))) {
            String text = HexFormat.of().formatHex(random);
            out.write(java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        }
    }
}

package io.signalbox.site.layout;

import io.signalbox.mysql.grants.AccountNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The secrets of a site: 256 random bits each (128 where MySQL takes no more than 32 characters), in a file of its own that only its
 * owner can read. Those that exist are kept.
 */
public final class Secrets {
    private static final int BYTES = 32;
    /** CHANGE REPLICATION SOURCE refuses a longer password than 32 characters, error 3056. */
    private static final int REPLICATION_BYTES = 16;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ONLY_DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private final SiteLayout layout;
    private final SecureRandom random = new SecureRandom();

    public Secrets(SiteLayout layout) {
        this.layout = layout;
    }

    /** Creates what is missing: for all database servers that a site can ever have, so that adding one needs no new account. */
    public void create() throws IOException {
        directory(layout.secrets());
        for (Path secret : new Path[] {
            layout.siteKey(),
            layout.token("admin"),
            layout.token("operator"),
            layout.token("viewer"),
            layout.clientPassword()
        }) {
            create(secret);
        }
        for (String account :
                new String[] {AccountNames.MONITOR, AccountNames.OPERATOR, AccountNames.DOOR, AccountNames.CLONE}) {
            create(layout.password(account));
        }
        for (String server : Names.databases(SiteDescription.MOST_SERVERS)) {
            create(layout.password(AccountNames.replication(server)), REPLICATION_BYTES);
        }
    }

    /** The passwords of the replication accounts by server. */
    public SortedMap<String, String> replication() throws IOException {
        SortedMap<String, String> passwords = new TreeMap<>();
        for (String server : Names.databases(SiteDescription.MOST_SERVERS)) {
            passwords.put(server, read(layout.password(AccountNames.replication(server))));
        }
        return passwords;
    }

    public String read(Path secret) throws IOException {
        return Files.readString(secret).strip();
    }

    /** Creates one more, if it is missing; {@link #create()} makes its directory. */
    public void create(Path secret) throws IOException {
        create(secret, BYTES);
    }

    private void create(Path secret, int bytes) throws IOException {
        if (!Files.exists(secret)) {
            byte[] bits = new byte[bytes];
            random.nextBytes(bits);
            writePrivately(secret, HexFormat.of().formatHex(bits));
        }
    }

    /** Writes a file that nobody else could read at any moment. */
    public static void writePrivately(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.write(fresh, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A directory that nobody else can enter. */
    public static void directory(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, OWNER_ONLY_DIRECTORY);
    }
}

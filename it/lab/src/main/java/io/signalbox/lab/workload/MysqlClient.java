package io.signalbox.lab.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * {@code mysql}, the command-line client, as scripts use it: a text on its standard input, no shell, its options and the password in a
 * file that only its owner reads. It ends at the first error, and it never reconnects by itself: what follows a lost connection inside of
 * a transaction would be kept alone.
 */
final class MysqlClient implements AutoCloseable {
    private final Path program;
    private final Path options;

    MysqlClient(Path program, Address address, Account account) {
        this.program = program;
        try {
            options = Files.createTempFile(
                    "signalbox-drill-",
                    ".cnf",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            options.toFile().deleteOnExit();
            Files.writeString(options, text(address, account));
        } catch (IOException e) {
            throw new UncheckedIOException("The options of mysql cannot be written", e);
        }
    }

    /** An option file; see "Using Option Files" of MySQL's manual. */
    static String text(Address address, Account account) {
        return """
                [mysql]
                protocol=TCP
                host="%s"
                port=%d
                user="%s"
                password="%s"
                ssl-mode=DISABLED
                get-server-public-key
                connect-timeout=%d
                batch
                skip-column-names
                unbuffered
                skip-auto-rehash
                skip-reconnect
                """.formatted(
                        address.host(),
                        address.port(),
                        escaped(account.user()),
                        escaped(account.password()),
                        Client.NETWORK_BOUND.toSeconds());
    }

    private static String escaped(String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a control character cannot stand in an option file");
        }
        return value.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** Begins a run. One that ends before it has read its text has said why. */
    Process begin(String text) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(program.toString(), "--defaults-file=" + options));
        // No options from elsewhere: neither the environment's nor those of a login file.
        builder.environment().keySet().removeIf(name -> name.startsWith("MYSQL_") || name.equals("HOME"));
        Process process = builder.start();
        try (var input = process.getOutputStream()) {
            input.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException endedAlready) {
            // Its exit code and its words tell.
        }
        return process;
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

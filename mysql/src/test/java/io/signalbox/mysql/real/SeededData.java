package io.signalbox.mysql.real;

import io.signalbox.mysql.grants.AccountNames;
import io.signalbox.mysql.grants.AccountScript;
import io.signalbox.mysql.seed.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A data directory made once for all tests of a JVM, by the same recipe as a site's. */
final class SeededData {
    private static final int MOST_SERVERS = 5;
    private static final long BOUND_SECONDS = 120;
    private static @Nullable Path made;

    private SeededData() {}

    static synchronized Path directory() throws IOException {
        Path ready = made;
        if (ready == null) {
            Path directory = Files.createTempDirectory("signalbox-seed-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Trees.remove(directory)));
            ready = make(directory);
            made = ready;
        }
        return ready;
    }

    /** Every account's password in these tests, with all that a literal must survive. */
    static String password(String user) {
        return "it's \"" + user + "\"; -- #%";
    }

    private static Path make(Path directory) throws IOException {
        Path script = directory.resolve("accounts.sql");
        Path data = directory.resolve("data");
        Seed seed = new Seed(RealMysql.home(), data, script, directory, System.getProperty("user.name"));
        run(seed.initialize(), directory);
        Files.createFile(script, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(script, accounts());
        run(seed.createAccounts(), directory);
        Files.delete(script);
        Files.delete(seed.uuidFile());
        return data;
    }

    private static String accounts() {
        TreeMap<String, String> replication = new TreeMap<>();
        IntStream.rangeClosed(1, MOST_SERVERS)
                .mapToObj(n -> "db" + n)
                .forEach(server -> replication.put(server, password(AccountNames.replication(server))));
        String script = new AccountScript(
                        password(AccountNames.MONITOR),
                        password(AccountNames.OPERATOR),
                        password(AccountNames.DOOR),
                        password(AccountNames.CLONE),
                        password(AccountNames.APPLICATION),
                        replication)
                .render();
        String literal = "'" + password(RealMysql.TESTER).replace("'", "''") + "'";
        return "CREATE USER '" + RealMysql.TESTER + "'@'%' IDENTIFIED BY " + literal + ";\n" + "GRANT ALL ON *.* TO '"
                + RealMysql.TESTER + "'@'%' WITH GRANT OPTION;\n" + script;
    }

    private static void run(List<String> argv, Path directory) throws IOException {
        Path output = directory.resolve("output.log");
        Process process = new ProcessBuilder(argv)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        try {
            if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError("seeding failed:\n" + Files.readString(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}

package io.signalbox.site.command;

import io.signalbox.site.SiteFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What the launcher hands over. */
public final class Environment {
    /** System property: the repository. */
    public static final String HOME = "signalbox.home";
    /** System property: what the sites of this machine share. */
    public static final String CACHE = "signalbox.cache";

    static final String MYSQL = "SIGNALBOX_MYSQL_HOME";
    static final String HAPROXY = "SIGNALBOX_HAPROXY";
    private static final String DIR = "SIGNALBOX_DIR";

    private Environment() {}

    static Path defaultDir() {
        return variable(DIR).map(Path::of).orElseGet(() -> home().resolve(".site"));
    }

    public static Path home() {
        return Optional.ofNullable(System.getProperty(HOME))
                .map(Path::of)
                .orElseGet(() -> Path.of("."))
                .toAbsolutePath()
                .normalize();
    }

    public static Path cache() {
        return Optional.ofNullable(System.getProperty(CACHE))
                .or(() -> variable("SIGNALBOX_CACHE"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "signalbox"));
    }

    /** The jars of the build. */
    public static Path jars() {
        return home().resolve("target/dist/lib");
    }

    public static Path launcher() {
        return home().resolve("signalbox");
    }

    /** The directory that holds {@code usr/sbin/mysqld}. */
    public static Path mysql() {
        return existing(MYSQL, cache().resolve("mysql"), "usr/sbin/mysqld");
    }

    /** The command-line client {@code mysql} that came with the server. */
    public static Path mysqlClient() {
        String program = "usr/bin/mysql";
        return existing(MYSQL, cache().resolve("mysql"), program).resolve(program);
    }

    /** The program. */
    public static Path haproxy() {
        return existing(HAPROXY, cache().resolve("haproxy/usr/sbin/haproxy"), "");
    }

    /** The program, where there is one. */
    public static Optional<Path> keepalived() {
        return Optional.of(cache().resolve("keepalived/usr/sbin/keepalived"))
                .filter(Files::isExecutable)
                .or(() -> onPath("keepalived"));
    }

    /** A program of the machine, where there is one. */
    public static Optional<Path> onPath(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("") + ":/usr/sbin:/sbin";
        return Stream.of(path.split(":"))
                .filter(dir -> !dir.isEmpty())
                .map(dir -> Path.of(dir, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The program; it is there where the launcher was told to fetch it: for three controllers. */
    public static Path etcd() {
        return variable("SIGNALBOX_ETCD").map(Path::of).orElse(cache().resolve("etcd/usr/bin/etcd"));
    }

    private static Path existing(String variable, Path otherwise, String program) {
        Path path = variable(variable).map(Path::of).orElse(otherwise);
        if (!path.resolve(program).toFile().canExecute()) {
            throw new SiteFailure(path.resolve(program)
                    + " is missing: `./signalbox up` unpacks it, or name your own in " + variable + ".");
        }
        return path;
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }
}

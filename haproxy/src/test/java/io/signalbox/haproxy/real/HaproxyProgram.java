package io.signalbox.haproxy.real;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the program is: {@code SIGNALBOX_HAPROXY}, what the launcher unpacked, or the search path. */
public final class HaproxyProgram {
    private HaproxyProgram() {}

    /** Fails the test, with the command that installs it, if there is none. */
    public static Path find() {
        return find("SIGNALBOX_HAPROXY", "haproxy");
    }

    /** The same for keepalived. */
    public static Path keepalived() {
        return find("SIGNALBOX_KEEPALIVED", "keepalived");
    }

    private static Path find(String variable, String name) {
        return Stream.of(
                        Optional.ofNullable(System.getenv(variable)).map(Path::of).stream(),
                        Stream.of(cache().resolve(name + "/usr/sbin/" + name)),
                        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                                .map(dir -> Path.of(dir, name)))
                .flatMap(paths -> paths)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is missing: `./signalbox test` unpacks it"));
    }

    /** What {@code haproxy -c} says of a file, after its exit code. */
    public static String check(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(find().toString(), "-c", "-f", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + ": " + said;
    }

    private static Path cache() {
        return Optional.ofNullable(System.getenv("SIGNALBOX_CACHE"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "signalbox"));
    }
}

package io.signalbox.lab.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The wall clock of one process is set, as by an operator or by a time service that had lost its way: a file tells libfaketime, which
 * the process was started with ({@link #environment}), how far from the machine's clock it is. The monotonic clock goes on.
 */
public final class JumpClock implements Fault {
    private final String process;
    private final Path file;
    private final Duration by;

    /** @param file that the process was started with */
    public JumpClock(String process, Path file, Duration by) {
        this.process = process;
        this.file = file;
        this.by = by;
    }

    /** libfaketime, which `./signalbox drill` has fetched. */
    public static Optional<Path> library() {
        return Optional.ofNullable(System.getenv("SIGNALBOX_FAKETIME"))
                .map(Path::of)
                .filter(Files::exists);
    }

    /** With which a process must be started, so that its clock can be set; until then it is right. */
    public static Map<String, String> environment(Path library, Path file) {
        set(file, Duration.ZERO);
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                file.toString(),
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "FAKETIME_CACHE_DURATION",
                "1");
    }

    private static void set(Path file, Duration by) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(draft, "%+d\n".formatted(by.toSeconds()));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject() {
        set(file, by);
    }

    @Override
    public void heal() {
        set(file, Duration.ZERO);
    }

    @Override
    public String sentence() {
        return "the wall clock of " + process + " jumps by " + by.toMinutes() + " minutes";
    }
}

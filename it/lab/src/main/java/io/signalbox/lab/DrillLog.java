package io.signalbox.lab;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/**
 * What happens in a drill, line by line: in {@code drills/ID.log} and on standard error. A controller that starts a drill sends its
 * standard error into that file itself: then it is written once.
 */
final class DrillLog implements Consumer<String>, AutoCloseable {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private final PrintWriter file;

    private DrillLog(Writer file) {
        this.file = new PrintWriter(file, true);
    }

    static DrillLog to(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (Files.exists(file) && Files.isSameFile(STANDARD_ERROR, file)) {
                return new DrillLog(Writer.nullWriter());
            }
            return new DrillLog(Files.newBufferedWriter(
                    file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new UncheckedIOException("The drill's log cannot be written: " + file, e);
        }
    }

    @Override
    public synchronized void accept(String sentence) {
        String line = LocalTime.now().truncatedTo(ChronoUnit.MILLIS) + " " + sentence;
        file.println(line);
        System.err.println(line);
    }

    @Override
    public void close() {
        file.close();
    }
}

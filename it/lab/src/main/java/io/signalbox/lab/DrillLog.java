package io.signalbox.lab;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** What happens in a drill, line by line: in {@code drills/ID.log} and on standard error. */
final class DrillLog implements Consumer<String>, AutoCloseable {
    private final PrintWriter file;

    private DrillLog(PrintWriter file) {
        this.file = file;
    }

    static DrillLog to(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return new DrillLog(new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), true));
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

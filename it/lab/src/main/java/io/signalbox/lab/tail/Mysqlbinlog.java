package io.signalbox.lab.tail;

import io.signalbox.lab.workload.Table;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** MySQL's own reader of binlogs, the one that belongs to the mysqld that runs. */
public record Mysqlbinlog(Path program) {
    private static final int END_SECONDS = 10;

    /** @param mysqldPid a running mysqld, in whose {@code usr/bin} the program lies */
    public static Mysqlbinlog besideMysqld(long mysqldPid) {
        try {
            Path mysqld = Files.readSymbolicLink(Path.of("/proc", Long.toString(mysqldPid), "exe"));
            return new Mysqlbinlog(mysqld.resolve("../../bin/mysqlbinlog").normalize());
        } catch (IOException e) {
            throw new UncheckedIOException("The program of mysqld, pid " + mysqldPid + ", cannot be found", e);
        }
    }

    public BinlogReading read(Path file) {
        try {
            Process process = new ProcessBuilder(
                            program.toString(), "--no-defaults", "--base64-output=decode-rows", "-v", file.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            BinlogReading reading;
            try (BufferedReader lines = process.inputReader()) {
                reading = BinlogReading.of(lines.lines(), Table.SCHEMA, true);
            }
            boolean ended = process.waitFor(END_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
            return new BinlogReading(reading.gtids(), reading.ids(), ended);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while mysqlbinlog read " + file, e);
        }
    }
}

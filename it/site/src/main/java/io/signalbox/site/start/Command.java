package io.signalbox.site.start;

import io.signalbox.site.SiteFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end, its output in a log. */
record Command(List<String> argv, Path log, Duration bound) {

    /** Fails with the log's last lines unless the program ends with 0 in time. */
    void run() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(argv)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try {
            if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SiteFailure(
                        argv.getFirst() + " did not end within " + bound.toSeconds() + " s. " + LogTail.of(log));
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        if (process.exitValue() != 0) {
            throw new SiteFailure(
                    argv.getFirst() + " failed with exit status " + process.exitValue() + ". " + LogTail.of(log));
        }
    }
}

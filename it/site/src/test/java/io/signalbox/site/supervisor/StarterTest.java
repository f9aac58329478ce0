package io.signalbox.site.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class StarterTest {
    private static final Duration ALIVE = Duration.ofMinutes(1);

    @TempDir
    Path dir;

    /** As on a full disk. */
    @Test
    @Timeout(30)
    void aProcessWhosePidCannotBeKeptDoesNotStay() throws Exception {
        Files.createDirectories(dir.resolve("pids").resolve("lb1-sleeper"));
        List<String> command = List.of("/bin/sleep", Long.toString(ALIVE.toSeconds()));
        Program program = new Program("lb1/sleeper", command, new TreeMap<>(), dir.resolve("log"), 0, 1000);

        assertThatThrownBy(() -> new Starter(dir.resolve("pids")).start(program))
                .isInstanceOf(IOException.class);

        for (ProcessHandle child : ProcessHandle.current().children().toList()) {
            child.onExit().get(5, TimeUnit.SECONDS);
        }
        assertThat(ProcessHandle.current().children()).isEmpty();
    }
}

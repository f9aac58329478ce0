package io.signalbox.site.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessIdentityTest {
    @TempDir
    Path dir;

    @Test
    void isAliveAsLongAsItsProcessIs() throws Exception {
        Process sleep = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = ProcessIdentity.of(sleep.pid()).orElseThrow();

        assertThat(identity.alive()).isTrue();
        sleep.destroyForcibly().waitFor(5, TimeUnit.SECONDS);

        assertThat(identity.alive()).isFalse();
    }

    @Test
    void isNotFooledByAPidThatWasGivenToAnother() {
        ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();

        assertThat(new ProcessIdentity(self.pid(), self.startTime() - 1).alive())
                .isFalse();
    }

    @Test
    void isReadFromItsOwnLineAndFromAPidFile() throws Exception {
        ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
        Path pidFile = dir.resolve("x.pid");
        Files.writeString(pidFile, self.pid() + "\n");

        assertThat(ProcessIdentity.parse(self.line())).contains(self);
        assertThat(ProcessIdentity.inPidFile(pidFile)).contains(self);
        assertThat(ProcessIdentity.inPidFile(dir.resolve("none"))).isEmpty();
        assertThat(ProcessIdentity.parse("12")).isEmpty();
        assertThat(ProcessIdentity.parse("a b")).isEmpty();
    }
}

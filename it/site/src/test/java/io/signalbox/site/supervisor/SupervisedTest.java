package io.signalbox.site.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SupervisedTest {
    @TempDir
    Path dir;

    /** Found by a drill: a process that was released twice was started once more while it was held. */
    @Test
    @Timeout(30)
    void aReleaseDoesNotOutliveALaterHold() throws Exception {
        Program program = new Program("lb1/true", List.of("/bin/true"), new TreeMap<>(), dir.resolve("log"), 0, 1000);
        Supervised supervised = new Supervised(program, RestartPolicy.STANDARD, new Starter(dir.resolve("pids")));
        supervised.release();
        supervised.hold();
        Thread life = Thread.ofPlatform().start(supervised);
        while (life.getState() != Thread.State.WAITING && supervised.status().starts() == 0) {
            Thread.onSpinWait();
        }
        supervised.stop();
        life.join();
        assertThat(supervised.status().starts()).isZero();
    }
}

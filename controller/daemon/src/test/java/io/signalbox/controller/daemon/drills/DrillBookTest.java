package io.signalbox.controller.daemon.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.signalbox.controller.daemon.config.ControllerConfig.Drills;
import io.signalbox.controller.daemon.drills.DrillRefused.Why;
import io.signalbox.controller.daemon.drills.DrillState.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrillBookTest {
    /** Waits for a file, then writes what it was called with and its session as its report. */
    private static final String PROGRAM = """
            #!/bin/sh
            dir=$8
            while [ ! -e "$dir/go" ]; do sleep 0.02; done
            if [ -e "$dir/break" ]; then echo "it broke" >&2; exit 1; fi
            echo "{\\"drill\\":\\"$2\\",\\"argv\\":\\"$*\\",\\"session\\":$(cut -d' ' -f6 /proc/$$/stat),\\"pid\\":$$}" > "$dir/drills/$6.tmp"
            mv "$dir/drills/$6.tmp" "$dir/drills/$6.json"
            """;

    @TempDir
    Path dir;

    private DrillBook book;

    @BeforeEach
    void program() throws Exception {
        Path program = dir.resolve("program");
        Files.writeString(program, PROGRAM);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        book = book(true);
    }

    private DrillBook book(boolean allowed) {
        Path site = dir.resolve("site");
        return new DrillBook(
                new Drills(allowed, List.of(dir.resolve("program").toString()), site), dir.resolve("state"));
    }

    @Test
    void runsInASessionOfItsOwnAndItsReportIsFoundAlsoByTheNextController() throws Exception {
        String id = book.start("kill-primary", 3, "admin");
        assertThat(book.find(id)).get().extracting(DrillState::state).isEqualTo(State.RUNNING);
        assertThat(book(true).find(id)).get().extracting(DrillState::state).isEqualTo(State.RUNNING);
        Files.createFile(dir.resolve("site/go"));
        await().until(() -> book(true).find(id).orElseThrow().state() == State.DONE);
        DrillState done = book(true).find(id).orElseThrow();
        assertThat(done.report().orElseThrow())
                .contains("drill kill-primary --rounds 3 --id " + id + " --dir " + dir.resolve("site")
                        + " --output json");
        assertThat(done.start().orElseThrow().requestedBy()).isEqualTo("admin");
        assertThat(done.report().orElseThrow()).containsPattern("\"session\":(\\d+),\"pid\":\\1}");
        assertThat(book.all()).extracting(DrillState::id).containsExactly(id);
    }

    @Test
    void aDrillThatEndsWithoutAReportHasFailedAndSaysItsLastWords() throws Exception {
        Files.createDirectories(dir.resolve("site"));
        Files.createFile(dir.resolve("site/break"));
        Files.createFile(dir.resolve("site/go"));
        String id = book.start("kill-primary", 1, "admin");
        await().until(() -> book.find(id).orElseThrow().state() == State.FAILED);
        assertThat(book.find(id).orElseThrow().sentence()).contains("it broke");
    }

    @Test
    void oneDrillRunsAtATime() throws Exception {
        String id = book.start("switchover", 1, "admin");
        assertThat(refused("kill-primary", book)).isEqualTo(Why.ANOTHER_RUNS);
        Files.createFile(dir.resolve("site/go"));
        await().until(() -> book.find(id).orElseThrow().state() == State.DONE);
        book.start("kill-primary", 1, "admin");
    }

    @Test
    void isRefusedUnlessAllowedAndNamedWell() {
        assertThat(refused("kill-primary", book(false))).isEqualTo(Why.NOT_ALLOWED);
        for (String name : List.of("", "-x", "a b", "a;b", "A", "a/b", "--help")) {
            assertThat(refused(name, book)).as(name).isEqualTo(Why.CANNOT_START);
        }
    }

    @Test
    void anIdIsNoPath() throws Exception {
        assertThat(book.find("../../etc/passwd")).isEmpty();
        assertThat(book.find("")).isEmpty();
        assertThat(book.find("nope")).isEmpty();
    }

    private static Why refused(String name, DrillBook book) {
        return catchThrowableOfType(DrillRefused.class, () -> book.start(name, 1, "admin"))
                .why();
    }
}

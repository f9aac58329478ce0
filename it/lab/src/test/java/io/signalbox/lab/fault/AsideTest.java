package io.signalbox.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsideTest {
    @TempDir
    Path dir;

    private Path file;
    private Aside aside;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(dir.resolve("haproxy.cfg"), "as it was");
        aside = new Aside(file);
    }

    @Test
    void whatWasHarmedIsGivenBackOnce() throws IOException {
        aside.copy();
        Files.writeString(file, "harmed");

        assertThat(aside.giveBack()).isTrue();

        assertThat(file).content().isEqualTo("as it was");
        assertThat(aside.giveBack()).isFalse();
        assertThat(dir).isDirectoryContaining(file::equals);
    }

    @Test
    void isNotLeftWhileItsDrillRuns() throws IOException {
        aside.move();

        assertThat(aside.kept()).isPresent();
        assertThat(aside.isLeft()).isFalse();
    }

    @Test
    void isLeftWhenItsDrillHasEnded() throws Exception {
        Process drill = new ProcessBuilder("true").start();
        drill.waitFor();
        Files.move(file, dir.resolve("haproxy.cfg.before-" + drill.pid()));

        assertThat(aside.isLeft()).isTrue();
        assertThat(aside.giveBack()).isTrue();
        assertThat(file).content().isEqualTo("as it was");
    }

    @Test
    void anotherFilesCopyIsNotItsOwn() throws IOException {
        new Aside(Files.writeString(dir.resolve("other.cfg"), "another")).copy();

        assertThat(aside.kept()).isEmpty();
        assertThat(aside.isLeft()).isFalse();
    }
}

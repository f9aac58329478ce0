package io.signalbox.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FillDiskTest {
    @TempDir
    Path dir;

    @Test
    void whatAKilledDrillLeftDoesNotStayAmongTheData() throws IOException {
        Files.writeString(dir.resolve("forgotten-0"), "x");
        Files.writeString(dir.resolve("forgotten-end"), "x");
        Path data = Files.writeString(dir.resolve("ibdata1"), "x");

        FillDisk.forget(dir);

        assertThat(dir).isDirectoryContaining(data::equals);
        assertThat(dir)
                .isDirectoryNotContaining(path -> path.getFileName().toString().startsWith("forgotten"));
    }
}

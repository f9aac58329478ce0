package io.signalbox.agents.daemon.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirTest {
    @TempDir
    Path directory;

    @Test
    void whatACopyLeavesOfTheServerThatWasGoesAndNothingElse() throws IOException {
        List<String> stay = List.of("ibdata1", "undo_001", "mysql.ibd", "binlog.000001", "#ib_archive", "x.dblwr.txt");
        for (String name : stay) {
            Files.createFile(directory.resolve(name));
        }
        for (String name : List.of("auto.cnf", "#ib_16384_0.dblwr", "#ib_16384_13.dblwr", "#ib_16384_0.bdblwr")) {
            Files.createFile(directory.resolve(name));
        }
        DataDir data = new DataDir(directory);
        data.forgetPast();
        data.forgetPast();
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(file -> String.valueOf(file.getFileName()))).containsExactlyInAnyOrderElementsOf(stay);
        }
    }
}

package io.signalbox.site.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.site.command.Environment;
import io.signalbox.site.network.Verdict.Check;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks the real programs. */
class FileChecksIT {
    private final FileChecks checks =
            new FileChecks(Environment.haproxy(), Environment.keepalived(), Environment.onPath("nft"));

    @TempDir
    Path dir;

    @Test
    void everyProgramTakesItsFileAndWhatLiesThereIsComparedWithIt() throws Exception {
        NetworkDescription description = NetworkDescription.read(Examples.write(dir, Examples.TWO_PROXIES));
        Path there = dir.resolve("there");
        for (Map.Entry<String, String> file : NetworkFiles.of(description).entrySet()) {
            Path found = there.resolve(file.getKey());
            Files.createDirectories(found.getParent());
            Files.writeString(found, file.getValue());
        }
        assertThat(checks.of(description, Optional.of(there))).allSatisfy(verdict -> {
            assertThat(verdict.check()).as(verdict.toString()).isEqualTo(Check.VALID);
            assertThat(verdict.difference()).isEmpty();
        });

        Path changed = there.resolve("lb1/haproxy.cfg");
        Files.writeString(changed, Files.readString(changed).replace("maxconn 2000", "maxconn 9"));
        Files.delete(there.resolve("db1/signalbox.nft"));
        List<Verdict> verdicts = checks.of(description, Optional.of(there));

        assertThat(verdicts)
                .filteredOn(verdict -> !verdict.well())
                .extracting(Verdict::file)
                .containsExactly("db1/signalbox.nft", "lb1/haproxy.cfg");
        assertThat(verdicts.stream()
                        .filter(v -> v.file().equals("lb1/haproxy.cfg"))
                        .findFirst()
                        .orElseThrow()
                        .difference())
                .contains("-    maxconn 9\n", "+    maxconn 2000\n");
    }
}

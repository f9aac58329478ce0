package io.signalbox.controller.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.controller.core.analysis.ProblemKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The core has no list of its gates and blockers: what is to be missed is read in its text. */
class CoverageTest {
    private static final Path CORE = Path.of("../core/src/main/java/io/signalbox/controller/core");
    private static final Pattern GATE = Pattern.compile("\\bgate\\(\\s*\"([^\"]+)\"");
    private static final Pattern BLOCKER = Pattern.compile("\\b(?:new Blocker|row|new Row)\\(\\s*\"([A-Z_]+)\"");

    @Test
    void everyGateIsMissedThatIsNeverShut() throws IOException {
        assertThat(Coverage.GATES)
                .map(String::strip)
                .containsExactlyInAnyOrderElementsOf(
                        named(GATE).stream().map(String::strip).toList());
    }

    @Test
    void everyBlockerIsMissedThatNeverRefuses() throws IOException {
        SortedSet<String> codes = named(BLOCKER);
        codes.add(ProblemKind.STORE_MAY_HAVE_GONE_BACK.name());
        assertThat(Coverage.BLOCKERS).containsExactlyElementsOf(codes);
    }

    @Test
    void aGateOfOneServerCountsForAll() {
        Coverage coverage = new Coverage();
        coverage.shut("cool-down of db2");
        assertThat(coverage.seen()).containsExactly("gate cool-down of");
        assertThat(Coverage.all()).contains("gate cool-down of", "blocker NOT_PROVEN");
    }

    private static SortedSet<String> named(Pattern pattern) throws IOException {
        SortedSet<String> names = new TreeSet<>();
        for (Path file : files()) {
            pattern.matcher(Files.readString(file)).results().forEach(found -> names.add(found.group(1)));
        }
        return names;
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(CORE)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}

package io.signalbox.controller.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.plan.Step;
import io.signalbox.controller.core.settings.ClusterSettings.Bounds;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlansPageTest {
    private static final Path PAGE = Path.of("../../docs/plans.md");
    private static final Path PROTOCOL = Path.of("../../docs/protocol.md");

    /** A heading of docs/protocol.md, up to a bracket or the letter of the server it is about. */
    private static final Pattern HEADING = Pattern.compile("## ([A-Z][a-z]+(?: alone| k)?)\\b.*");

    private static final Pattern ROW = Pattern.compile("\\| (\\d+[a-z]?) \\| .*");
    private static final Pattern CLAIM = Pattern.compile("([A-Z][a-z]+(?: alone| k)?) (\\d+[a-z]?(?:, \\d+[a-z]?)*)");
    private static final Pattern BOUND = Pattern.compile("\\b[a-z]+[A-Z]\\w*");

    @Test
    void thePageHasEveryPlanAsItIs() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page.substring(page.indexOf("\n## ")))
                .describedAs("docs/plans.md below its introduction must be Plan.markdown()")
                .isEqualTo(Plan.markdown());
    }

    @Test
    void everyRowOfTheProtocolIsExactlyOneStep() throws IOException {
        List<String> claimed = steps().flatMap(PlansPageTest::claims).toList();
        assertThat(claimed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(rowsOfTheProtocol());
        assertThat(claimed).contains("Failover 4a", "Go alone 2", "Leave 0", "Switchover 4", "Rejoin 3d");
    }

    @Test
    void everyStepSaysWhatEndsItByTheNameOfABoundThatThereIs() {
        List<String> bounds = Stream.of(Bounds.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        assertThat(steps()).allSatisfy(step -> {
            assertThat(step.deadline()).describedAs(step.name()).isNotEmpty();
            assertThat(BOUND.matcher(step.deadline()).results().map(found -> found.group()))
                    .isSubsetOf(bounds);
        });
    }

    private static Stream<Step> steps() {
        return Stream.of(Plan.values()).flatMap(plan -> plan.steps().stream());
    }

    private static Stream<String> claims(Step step) {
        return Stream.of(step.rows().split("; "))
                .filter(rows -> !rows.isEmpty())
                .flatMap(rows -> {
                    Matcher claim = CLAIM.matcher(rows);
                    assertThat(claim.matches()).describedAs(rows).isTrue();
                    return Stream.of(claim.group(2).split(", ")).map(number -> claim.group(1) + " " + number);
                });
    }

    private static List<String> rowsOfTheProtocol() throws IOException {
        List<String> rows = new ArrayList<>();
        String table = "";
        for (String line : Files.readAllLines(PROTOCOL)) {
            Matcher heading = HEADING.matcher(line);
            Matcher row = ROW.matcher(line);
            if (heading.matches()) {
                table = heading.group(1);
            } else if (row.matches()) {
                rows.add(table + " " + row.group(1));
            }
        }
        return rows;
    }
}

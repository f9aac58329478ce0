package io.signalbox.controller.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.controller.core.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PlansPageTest {
    private static final Path PAGE = Path.of("../../docs/plans.md");

    @Test
    void thePageHasEveryPlanAsItIs() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page.substring(page.indexOf("\n## ")))
                .describedAs("docs/plans.md below its introduction must be Plan.markdown()")
                .isEqualTo(Plan.markdown());
    }
}

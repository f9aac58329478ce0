package io.signalbox.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertsTest {
    @Test
    void everyAlertHasASeverityASummaryAndADescription() {
        assertThat(Shipped.alerts()).hasSizeGreaterThan(20).allSatisfy(alert -> {
            assertThat(alert.name()).matches("Signalbox[A-Za-z]+");
            assertThat(alert.rule().at("/labels/severity").asText()).isIn("page", "warning", "info");
            assertThat(alert.rule().at("/annotations/summary").asText()).isNotBlank();
            assertThat(alert.rule().at("/annotations/description").asText()).endsWith(".");
        });
    }

    @Test
    void namesAreUsedOnce() {
        assertThat(Shipped.alerts()).extracting(Shipped.Alert::name).doesNotHaveDuplicates();
    }

    @Test
    void everyAlertIsTestedOnSyntheticSeries() throws IOException {
        List<String> tested = new ArrayList<>();
        for (String file : List.of("seconds_test.yml", "hours_test.yml")) {
            new YAMLMapper()
                    .readTree(Path.of("src/test/promtool", file).toFile())
                    .path("tests")
                    .forEach(test -> tested.add(test.path("name").asText()));
        }
        assertThat(tested)
                .containsExactlyInAnyOrderElementsOf(
                        Shipped.alerts().stream().map(Shipped.Alert::name).toList());
    }
}

package io.signalbox.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The dashboard's JSON as Grafana 9 and later read it. */
class DashboardTest {
    private static final Set<String> TYPES = Set.of("row", "stat", "timeseries", "state-timeline", "table");
    private static final int COLUMNS = 24;
    private final JsonNode dashboard = Shipped.dashboard();

    @Test
    void hasWhatGrafanaNeedsToProvisionIt() {
        assertThat(dashboard.path("uid").asText()).matches("[a-z0-9-]{1,40}");
        assertThat(dashboard.path("title").asText()).isNotBlank();
        assertThat(dashboard.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(36);
        assertThat(dashboard.has("id")).as("an id belongs to one Grafana").isFalse();
        assertThat(Shipped.stream(dashboard.at("/templating/list"))
                        .map(variable -> variable.path("name").asText()))
                .containsExactly("datasource", "cluster");
    }

    @Test
    void everyPanelHasAnIdATypeATitleAndADescription() {
        List<Integer> ids = new ArrayList<>();
        dashboard.path("panels").forEach(panel -> {
            ids.add(panel.path("id").asInt());
            assertThat(panel.path("title").asText()).isNotBlank();
            assertThat(TYPES).contains(panel.path("type").asText());
        });
        assertThat(ids).doesNotHaveDuplicates().doesNotContain(0);
        assertThat(Shipped.panels())
                .allSatisfy(panel -> assertThat(panel.path("description").asText())
                        .as(panel.path("title").asText())
                        .isNotBlank());
    }

    @Test
    void everyQueryUsesTheChosenDataSourceAndAReferenceOfItsOwn() {
        Shipped.panels().forEach(panel -> {
            Set<String> references = new HashSet<>();
            panel.path("targets").forEach(target -> {
                assertThat(target.at("/datasource/uid").asText()).isEqualTo("${datasource}");
                assertThat(references.add(target.path("refId").asText())).isTrue();
                assertThat(target.path("expr").asText()).isNotBlank();
            });
            assertThat(references).as(panel.path("title").asText()).isNotEmpty();
        });
    }

    @Test
    void noPanelCoversAnother() {
        Set<String> taken = new HashSet<>();
        dashboard.path("panels").forEach(panel -> {
            JsonNode at = panel.path("gridPos");
            assertThat(at.path("x").asInt() + at.path("w").asInt()).isLessThanOrEqualTo(COLUMNS);
            for (int x = at.path("x").asInt();
                    x < at.path("x").asInt() + at.path("w").asInt();
                    x++) {
                for (int y = at.path("y").asInt();
                        y < at.path("y").asInt() + at.path("h").asInt();
                        y++) {
                    assertThat(taken.add(x + "/" + y))
                            .as(panel.path("title").asText())
                            .isTrue();
                }
            }
        });
    }
}

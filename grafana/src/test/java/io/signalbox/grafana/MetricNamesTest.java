package io.signalbox.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MetricNamesTest {
    @Test
    void everyAlertAsksOnlyForMetricsThatAProgramExposes() throws IOException {
        var exposed = Exposed.names();
        assertThat(Shipped.alerts())
                .allSatisfy(alert ->
                        assertThat(exposed).as(alert.name()).containsAll(Expression.metrics(alert.expression())));
    }

    @Test
    void everyPanelAsksOnlyForMetricsThatAProgramExposes() throws IOException {
        var exposed = Exposed.names();
        assertThat(Shipped.queries())
                .hasSizeGreaterThan(30)
                .allSatisfy(query ->
                        assertThat(exposed).as(query.panel()).containsAll(Expression.metrics(query.expression())));
    }
}

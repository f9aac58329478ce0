package io.signalbox.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpressionTest {
    @Test
    void findsTheMetricsAndNothingElse() {
        assertThat(Expression.metrics(
                        "histogram_quantile(0.99, sum by (le, kind) (rate(signalbox_x_bucket{a=\"b{c}\"}[5m]))) > 1e3"))
                .containsExactly("signalbox_x_bucket");
        assertThat(Expression.metrics(
                        "up{job=\"a\"} == 0 unless on (server) b:c == 1 and on () count(d) > 0 or vector(0)"))
                .containsExactly("b:c", "d", "up");
    }
}

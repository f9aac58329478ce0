package io.signalbox.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuickRulesTest {
    @Test
    void onlyDurationsDiffer() throws Exception {
        String quick = QuickRules.text();
        assertThat(quick)
                .contains("changes(signalbox_epoch[10000ms]) > 0", "changes(signalbox_epoch[60000ms]) > 3")
                .contains("signalbox_cluster_paused == 1", "for: \"30000ms\"");
        assertThat(quick.split("alert:")).hasSize(Shipped.alerts().size() + 1);
    }
}

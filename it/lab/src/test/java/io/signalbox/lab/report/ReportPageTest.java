package io.signalbox.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportPageTest {
    @Test
    void hasTheVerdictTheReasonsAndEveryRound() {
        String page = ReportPage.of(Reports.of(
                List.of("acknowledged writes lost: 2, promised at most 0"),
                Reports.round(1, 80, 0, 0),
                Reports.round(2, 120, 2, 1.5)));
        assertThat(page)
                .contains("<span class=\"failed\">failed</span>")
                .contains("acknowledged writes lost: 2, promised at most 0")
                .contains("db1 → db2")
                .contains("<td class=\"n\">120 ms</td>")
                .contains("1.5 ms")
                .contains(
                        "<tr><td>pool</td><td class=\"n\">800</td><td class=\"n\">2</td><td class=\"n\">140 ms</td></tr>")
                .contains("<dt>bank</dt><dd>sum read 200 times while the drill ran, 2 wrong");
    }

    @Test
    void loadsNothingAndTakesNothingForMarkup() {
        String page = ReportPage.of(Reports.of(List.of("<script src=\"x\">"), Reports.round(1, 80, 0, 0)));
        assertThat(page).contains("&lt;script src=&quot;x&quot;&gt;").doesNotContain("<script", "http:", "https:");
    }
}

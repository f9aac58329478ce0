package io.signalbox.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.signalbox.site.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {
    private final DrillReport report = Reports.of(
            List.of(), Reports.round(1, 80, 0, 0), Reports.round(2, 120, 2, 1.5), Reports.round(3, 100, 0, 0));

    @Test
    void addsUpWhatTheRoundsSaw() {
        assertThat(report.rounds()).isEqualTo(3);
        assertThat(report.acknowledged()).isEqualTo(3000);
        assertThat(report.acknowledgedLost()).isEqualTo(2);
        assertThat(report.twoWritersMillis()).isEqualTo(1.5);
        assertThat(report.writeGapMillis().p50()).isEqualTo(100);
        assertThat(report.writeGapMillis().max()).isEqualTo(120);
        assertThat(report.worstWriterGapMillis().max()).isEqualTo(130);
        assertThat(report.phasesMillis()).containsEntry("detect", 10.0).containsEntry("promote", 50.0);
        assertThat(report.longestHoldMillis()).isEqualTo(120);
    }

    @Test
    void addsUpEachKindOfClientByItself() {
        assertThat(report.clients())
                .containsExactly(new ClientReport("raw", 1800, 12, 120), new ClientReport("pool", 1200, 2, 140));
        assertThat(ReportText.of(report))
                .containsPattern("raw clients +1800 acknowledged, 12 failed, longest wait of one 120 ms")
                .containsPattern("pool clients +1200 acknowledged, 2 failed, longest wait of one 140 ms");
    }

    @Test
    void addsUpWhatWasReadOfTheBank() {
        assertThat(report.bank()).contains(new BankReport(300, 2, 3, List.of()));
        assertThat(ReportText.of(report)).contains("sum read 300 times while the drill ran, 2 wrong");
    }

    @Test
    void aBankFailsByAWrongSumByWrongBooksAndByNotBeingRead() {
        assertThat(new BankReport(10, 0, 3, List.of()).reasons()).isEmpty();
        assertThat(new BankReport(10, 1, 3, List.of()).reasons())
                .containsExactly("the sum of all accounts was wrong 1 of 10 times while the drill ran");
        assertThat(new BankReport(10, 0, 3, List.of("account 3")).reasons()).containsExactly("account 3");
        assertThat(new BankReport(0, 0, 3, List.of()).reasons())
                .containsExactly("the sum of all accounts could not be read while the drill ran");
    }

    @Test
    void isPassedWithoutAReasonAgainst() {
        assertThat(report.verdict()).isEqualTo("passed");
        assertThat(Reports.of(List.of("lost"), Reports.round(1, 80, 0, 0)).verdict())
                .isEqualTo("failed");
    }

    @Test
    void itsJsonHasEveryKeyOfTheDesign() throws Exception {
        JsonNode json = new JsonMapper().readTree(Json.pretty(report));

        assertThat(json.fieldNames())
                .toIterable()
                .contains(
                        "drill",
                        "rounds",
                        "writeGapMillis",
                        "worstWriterGapMillis",
                        "phasesMillis",
                        "acknowledged",
                        "acknowledgedLost",
                        "twoWritersMillis",
                        "refusedConnections",
                        "failedConnections",
                        "heldConnections",
                        "rejoinMillis",
                        "readers",
                        "clients",
                        "bank",
                        "tails",
                        "verdict",
                        "reasons",
                        "perRound");
        assertThat(json.path("writeGapMillis").fieldNames()).toIterable().containsExactly("p50", "p99", "max");
        assertThat(json.path("perRound").get(0).path("writeGapMillis").asDouble())
                .isEqualTo(80);
    }

    @Test
    void itsTextSaysWhatMatters() {
        String text = ReportText.of(
                Reports.of(List.of("acknowledged writes lost: 2, promised at most 0"), Reports.round(1, 80, 2, 0)));

        assertThat(text)
                .contains("kill-primary on 3 database servers")
                .contains("db1 -> db2")
                .contains("p50 80 ms, max 80 ms (all writers)")
                .contains("FAILED\n  acknowledged writes lost: 2, promised at most 0");
    }

    @Test
    void saysWhatTheDeathOfAControllerCostBesideARoundThatWasLeftAlone() {
        DrillReport died = Reports.of(
                List.of(),
                Reports.round(1, 900, new CrashReport("switchover", "hold", true, Optional.of(700.0))),
                Reports.round(2, 250, new CrashReport("failover", "name", false, Optional.empty())),
                Reports.round(3, 200, new CrashReport("switchover", "", false, Optional.empty())));

        assertThat(died.crashes())
                .containsExactly(
                        new CrashLine(
                                1,
                                "switchover",
                                "hold",
                                true,
                                Optional.of(900.0),
                                Optional.of(700.0),
                                Optional.of(700.0)),
                        new CrashLine(
                                2, "failover", "name", false, Optional.of(250.0), Optional.empty(), Optional.empty()));
        assertThat(ReportText.of(died)).containsPattern("switchover.hold +yes +900 ms +\\+700 ms +700 ms");
        assertThat(ReportText.of(died)).containsPattern("failover.name +NO ");
    }

    @Test
    void itsFileIsWholeOrNotThere(@TempDir Path dir) throws Exception {
        Path file = dir.resolve("drills/id.json");

        ReportFile.write(file, report);

        assertThat(new JsonMapper().readTree(Files.readString(file)).path("id").asText())
                .isEqualTo("id");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }
}

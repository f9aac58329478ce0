package io.signalbox.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.lab.report.DrillReport;
import io.signalbox.lab.report.Reports;
import io.signalbox.lab.workload.Clients;
import io.signalbox.lab.workload.Load;
import io.signalbox.lab.workload.WorkKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromiseTest {
    private static List<String> broken(Drill drill, DrillReport report) {
        return broken(drill, Load.STANDARD, report);
    }

    private static List<String> broken(Drill drill, Load load, DrillReport report) {
        return Promise.of(drill, load)
                .map(promise -> promise.broken(report))
                .flatMap(Optional::stream)
                .toList();
    }

    @Test
    void areKeptByAQuickFailoverThatLosesNothing() {
        assertThat(broken(new KillPrimary(), Reports.of(List.of(), Reports.round(1, 90, 0, 0))))
                .isEmpty();
    }

    @Test
    void oneLostWriteBreaksEveryDrill() {
        DrillReport report = Reports.of(List.of(), Reports.round(1, 90, 1, 0));

        assertThat(Drills.ALL)
                .allSatisfy(drill ->
                        assertThat(broken(drill, report)).contains("acknowledged writes lost: 1, promised at most 0"));
    }

    @Test
    void anyTimeWithTwoWritersBreaksEveryDrill() {
        DrillReport report = Reports.of(List.of(), Reports.round(1, 90, 0, 0.1));

        assertThat(Drills.ALL)
                .allSatisfy(drill ->
                        assertThat(broken(drill, report)).contains("time with two writers: 0.1, promised at most 0"));
    }

    @Test
    void aSlowFailoverSaysByHowMuch() {
        assertThat(broken(new KillPrimary(), Reports.of(List.of(), Reports.round(1, 812.5, 0, 0))))
                .containsExactly(
                        "write gap, median: 812.5 ms, promised at most 200 ms",
                        "write gap, longest: 812.5 ms, promised at most 600 ms");
    }

    /** A pool comes back later than a raw connection, and mysql takes its time to start: the gap is told, not graded. All else is. */
    @Test
    void otherClientsAreNotPromisedTheGapOfRawConnections() {
        DrillReport slow = Reports.of(List.of(), Reports.round(1, 812.5, 1, 0));

        assertThat(broken(new KillPrimary(), Load.STANDARD.with(WorkKind.ROWS, Clients.POOL), slow))
                .containsExactly("acknowledged writes lost: 1, promised at most 0");
        assertThat(broken(new KillPrimary(), Load.STANDARD.with(WorkKind.BANK, Clients.RAW), slow))
                .containsExactly("acknowledged writes lost: 1, promised at most 0");
    }

    @Test
    void aChangeOfPrimaryBreaksTheDrillsThatMustNotCauseOne() {
        assertThat(broken(new KillAgent(), Reports.of(List.of(), Reports.round(1, 90, 0, 0))))
                .contains("changes of primary: 1, promised at most 0", "failed writes: 4, promised at most 0");
    }

    @Test
    void everyDrillHasANameOfItsOwn() {
        assertThat(Drills.ALL.stream().map(Drill::name)).doesNotHaveDuplicates();
        assertThat(Drills.named("kill-primary")).isPresent();
        assertThat(Drills.named("kill-everything")).isEmpty();
    }

    @Test
    void halfMeansEverySecondRound() {
        assertThat(List.of(1, 2, 3, 4)).filteredOn(LinkCut.HALF::in).containsExactly(2, 4);
        assertThat(List.of(1, 2)).filteredOn(LinkCut.NONE::in).isEmpty();
        assertThat(List.of(1, 2)).filteredOn(LinkCut.SHORT::in).hasSize(2);
    }
}

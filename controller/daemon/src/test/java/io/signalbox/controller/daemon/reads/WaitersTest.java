package io.signalbox.controller.daemon.reads;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.protocol.Report;
import io.signalbox.controller.daemon.Samples;
import io.signalbox.controller.daemon.metrics.LatestReports;
import io.signalbox.controller.daemon.reads.Waiters.Waiter;
import io.signalbox.mysql.gtid.GtidSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WaitersTest {
    private static final String UUID = Samples.UUID_1;
    private static final GtidSet HELD = GtidSet.range(UUID, 1, 100);

    private final LatestReports reports = new LatestReports();
    private final Waiters waiters = new Waiters(reports);
    private SortedSet<String> readers = new TreeSet<>(List.of("db2", "db3"));

    @Test
    void isDoneWhenTheLastOfThoseWhoAreReadFromHasIt() {
        reports.put(Samples.report("db2", 1));
        Waiter waiter = wait(HELD);
        assertThat(waiter.done()).isNotDone();
        assertThat(waiter.behind()).containsExactly("db3");

        reports.put(Samples.report("db3", 1));
        assertThat(waiter.done()).isCompletedWithValue(readers);
    }

    @Test
    void isDoneAtOnceWhereAllHaveItAlready() {
        reports.put(Samples.report("db2", 1));
        reports.put(Samples.report("db3", 1));
        assertThat(wait(HELD).done()).isDone();
        assertThat(wait(GtidSet.of(UUID, 101)).done()).isNotDone();
    }

    @Test
    void whoIsReadFromIsAskedAnewAtEachReport() {
        Report db2 = Samples.report("db2", 1);
        Waiter waiter = wait(HELD);
        readers = new TreeSet<>(List.of("db2"));
        reports.put(db2);
        assertThat(waiter.done()).isDone();
    }

    @Test
    void whereNobodyIsKnownToBeReadFromNothingIsPromised() {
        readers = new TreeSet<>();
        reports.put(Samples.report("db2", 1));
        assertThat(wait(HELD).done()).isNotDone();
    }

    @Test
    void moreThanTheBoundAreTurnedAwayUntilSomebodyLeaves() {
        Waiter first = wait(GtidSet.of(UUID, 999));
        for (int i = 1; i < Waiters.MOST; i++) {
            wait(GtidSet.of(UUID, 999));
        }
        assertThat(waiters.add(HELD, () -> readers)).isEmpty();
        first.leave();
        assertThat(waiters.add(HELD, () -> readers)).isPresent();
        assertThat(waiters.size()).isEqualTo(Waiters.MOST);
    }

    private Waiter wait(GtidSet wanted) {
        return waiters.add(wanted, () -> readers).orElseThrow();
    }
}

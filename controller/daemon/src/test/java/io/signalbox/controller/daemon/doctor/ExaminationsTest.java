package io.signalbox.controller.daemon.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.controller.core.event.Time;
import io.signalbox.controller.core.settings.ClusterSettings.Bounds;
import io.signalbox.controller.daemon.Samples;
import io.signalbox.controller.daemon.config.AgentPace;
import io.signalbox.mysql.doctor.Check;
import io.signalbox.mysql.doctor.Finding;
import io.signalbox.mysql.doctor.Pace;
import io.signalbox.mysql.doctor.Patient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ExaminationsTest {
    private final AtomicReference<Time> now = new AtomicReference<>(new Time(Duration.ZERO, Instant.ofEpochSecond(10)));
    private final Examinations examinations = new Examinations(now::get);
    private final Ward ward = new Ward(List.of("db1", "db2"), examinations, AgentPace.allowedBy(Bounds.defaults()));

    @Test
    void growOldOnTheMonotonicClockAndAreFindingsThen() {
        examinations.put(Samples.examination("db1"));
        later(Duration.ofSeconds(28));
        assertThat(ward.patients()).extracting(Patient::age).containsExactly(Duration.ofSeconds(30), Duration.ZERO);
        assertThat(ward.findings())
                .contains(new Finding(Check.SYNC_BINLOG, "db1", "sync_binlog = 0"))
                .contains(new Finding(Check.NOT_EXAMINED, "db2", "its agent has told nothing yet"))
                .noneMatch(finding -> finding.check() == Check.NOT_EXAMINED
                        && finding.server().equals("db1"));
        later(Duration.ofMinutes(3));
        assertThat(ward.findings()).contains(new Finding(Check.NOT_EXAMINED, "db1", "last examined 210 s ago"));
    }

    @Test
    void theDefaultsAllowThePeriodsThatAgentsKeepUnlessToldOtherwise() {
        assertThat(AgentPace.allowedBy(Bounds.defaults()))
                .isEqualTo(new Pace(Duration.ofNanos(116_666_666), Duration.ofMillis(300), Duration.ofSeconds(6)));
    }

    @Test
    void compareTheServersClockAtTheReadingWithOurs() {
        examinations.put(Samples.examination("db1"));
        later(Duration.ofMinutes(1));
        // It read 0 two seconds before our 10 s.
        assertThat(examinations.patient("db1").clockAhead()).isEqualTo(Duration.ofSeconds(-8));
    }

    @Test
    void theNewestOneCounts() {
        examinations.put(Samples.examination("db1"));
        later(Duration.ofMinutes(1));
        examinations.put(Samples.examination("db1"));
        assertThat(examinations.patient("db1").age()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void anAgentThatKeepsAnotherTimeThanTheBoundsNeedIsAFinding() {
        examinations.put(Samples.examination("db1"));
        assertThat(ward.findings()).noneMatch(ExaminationsTest::isOfThePace);
        Pace tight = new Pace(Duration.ofMillis(66), Duration.ofMillis(100), Duration.ofSeconds(30));
        assertThat(new Ward(List.of("db1"), examinations, tight)
                        .findings().stream().filter(ExaminationsTest::isOfThePace))
                .containsExactly(
                        new Finding(
                                Check.AGENT_SLOW,
                                "db1",
                                "periods.probe = 100 ms, the controller's silentAfter allows 66 ms; periods.report = 150 ms,"
                                        + " the controller's linkLostAfter allows 100 ms"),
                        new Finding(
                                Check.ISOLATION_DIFFERS,
                                "db1",
                                "isolation.after = 6000 ms, the controller's isolationAfter = 30000 ms"));
    }

    private static boolean isOfThePace(Finding finding) {
        return finding.check() == Check.AGENT_SLOW || finding.check() == Check.ISOLATION_DIFFERS;
    }

    private void later(Duration by) {
        now.updateAndGet(time -> time.plus(by));
    }
}

package io.signalbox.controller.daemon.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.controller.core.event.Time;
import io.signalbox.controller.daemon.Samples;
import io.signalbox.mysql.doctor.Check;
import io.signalbox.mysql.doctor.Finding;
import io.signalbox.mysql.doctor.Patient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ExaminationsTest {
    private final AtomicReference<Time> now = new AtomicReference<>(new Time(Duration.ZERO, Instant.ofEpochSecond(10)));
    private final Examinations examinations = new Examinations(now::get);
    private final Ward ward = new Ward(List.of("db1", "db2"), examinations);

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

    private void later(Duration by) {
        now.updateAndGet(time -> time.plus(by));
    }
}

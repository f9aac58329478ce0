package io.signalbox.controller.daemon.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.controller.daemon.Samples;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailpointTest {
    @ParameterizedTest
    @CsvSource({"true, 1", "false, 0"})
    void isHonouredOnlyWhereDrillsAreAllowed(boolean drillsAllowed, int halts) {
        AtomicInteger halted = new AtomicInteger();
        Failpoint failpoint = Failpoint.of("failover.attach.begun", drillsAllowed, halted::incrementAndGet);
        failpoint.after(Samples.entry("r-1", "attach"));
        assertThat(halted).hasValue(halts);
    }

    @ParameterizedTest
    @CsvSource({"failover.attach.begun", "failover.attach.done", "switchover.detach.begun"})
    void isOneEntryAndNoOther(String point) {
        AtomicInteger halted = new AtomicInteger();
        Failpoint.of(point, true, halted::incrementAndGet).after(Samples.entry("r-1", "detach"));
        assertThat(halted).hasValue(0);
    }
}

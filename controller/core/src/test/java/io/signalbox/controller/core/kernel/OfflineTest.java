package io.signalbox.controller.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report.ProbeFault;
import io.signalbox.mysql.gtid.GtidSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Somebody set {@code offline_mode}. */
class OfflineTest {
    private final FakeSite site = new FakeSite(3).whole(50);
    private final FakeServer db1 = site.server("db1");
    private final FakeServer db2 = site.server("db2");

    /** Its clients are turned away, and opening it lets them in again. */
    @Test
    void aPrimaryThatIsOfflineIsClosedAndIsOpenedAgainAsItIs() {
        db1.fault = ProbeFault.OFFLINE;
        db2.received = db2.received.union(GtidSet.of(db1.uuid, 1_000_000)); // what still waits is in the binlog alone
        site.until("named", () -> site.problems().containsAll(List.of("PRIMARY_CLOSED", "OFFLINE")));
        assertThat(site.kernel.view().writable()).isFalse();
        site.until("opened again", () -> site.kernel.view().writable());
        assertThat(site.record.primary()).isEqualTo("db1");
        assertThat(db1.fault).isEqualTo(ProbeFault.NONE);
        assertThat(site.told).noneMatch(t -> t.type().startsWith("failover"));
    }

    @Test
    void aPrimaryThatIsOfflineAndDiesBeforeItIsOpenedAgainIsReplaced() {
        db1.fault = ProbeFault.OFFLINE;
        site.loses(command -> command.order() instanceof Order.Open);
        site.until("it is to be opened", () -> site.sent.stream().anyMatch(command -> command.endsWith(" Open")));
        db1.die();
        site.loses(command -> false);
        site.until("another primary", () -> !site.record.primary().equals("db1"));
    }

    @Test
    void aReplicaThatIsOfflineIsNamedAndLeftAsItIs() {
        db2.fault = ProbeFault.OFFLINE;
        site.steps(500);
        assertThat(site.problems()).containsExactly("OFFLINE");
        assertThat(db2.fault).isEqualTo(ProbeFault.OFFLINE);
        assertThat(site.record.ackers()).contains("db2");
    }
}

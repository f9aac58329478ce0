package io.signalbox.controller.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.protocol.Report;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is named and done where a replica is in trouble that no failover answers. */
class TroubledReplicaTest {
    private static final Report.Host ROOM = new Report.Host(0.5, 1L << 40, 0, false, "");
    private static final Report.Host FULL = new Report.Host(0.001, 1L << 20, 0, false, "");
    private static final Report.Host READ_ONLY = new Report.Host(0.5, 1L << 40, 0, true, "");

    private final FakeSite site = new FakeSite(3).whole(50);
    private final FakeServer db3 = site.server("db3");
    private final int before = site.sent.size();

    @Test
    void aSilentReplicaIsNamed() {
        db3.hung = true;
        site.steps(3);
        assertThat(site.problems()).contains("SERVER_SILENT");
        assertThat(ordersTo("db3")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingIsOrderedOntoADiskThatTakesNoWrites(boolean full) {
        db3.host = full ? FULL : READ_ONLY;
        site.steps(3);
        db3.detach();
        site.steps(Duration.ofSeconds(30));
        assertThat(ordersTo("db3")).doesNotContain("Follow", "Rewind");
        assertThat(site.record.ackers()).doesNotContain("db3");
        db3.host = ROOM;
        site.until("an acker again", () -> site.record.ackers().contains("db3") && site.whole());
    }

    @Test
    void anOldPrimaryAtTheGateIsRewoundWhenItsDiskTakesWritesAgain() {
        FakeServer db1 = site.server("db1");
        db1.host = READ_ONLY;
        db1.die();
        site.until("another primary", () -> !site.record.primary().equals("db1"));
        site.steps(Duration.ofSeconds(5));
        assertThat(ordersTo("db1")).doesNotContain("Rewind");
        db1.host = ROOM;
        site.until("whole", site::whole);
    }

    @Test
    void anApplierThatStoppedForWantOfRoomIsStartedAgainWhenThereIsRoom() {
        db3.host = FULL;
        db3.applierError = "1114: The table is full";
        site.steps(Duration.ofSeconds(8));
        assertThat(ordersTo("db3")).isEmpty();
        db3.host = ROOM;
        site.steps(Duration.ofSeconds(6));
        assertThat(ordersTo("db3")).containsExactly("Follow");
        site.steps(Duration.ofSeconds(6));
        assertThat(ordersTo("db3")).containsExactly("Follow", "Follow");
    }

    @Test
    void anApplierThatMetATransactionItCannotApplyIsLeftToPeople() {
        db3.applierError = "1062: duplicate key";
        site.steps(Duration.ofSeconds(30));
        assertThat(ordersTo("db3")).isEmpty();
        assertThat(site.problems()).contains("APPLIER_BROKEN");
    }

    @Test
    void whyAnAckerCannotReachThePrimaryIsInItsReceiversOwnWords() {
        db3.cutFromSource = true;
        db3.receiverSilent = Duration.ofSeconds(2);
        db3.receiverError = "Access denied for user 'repl_db3'";
        site.steps(3);
        assertThat(site.kernel.view().problems())
                .filteredOn(p -> p.code().equals("ACKER_CUT_OFF"))
                .singleElement()
                .satisfies(p -> assertThat(p.evidence().toString()).contains("Access denied for user 'repl_db3'"));
    }

    /** The kinds of the orders to {@code server} since the site was whole. */
    private List<String> ordersTo(String server) {
        return site.sent.subList(before, site.sent.size()).stream()
                .filter(s -> s.startsWith(server + " "))
                .map(s -> s.substring(server.length() + 1))
                .toList();
    }
}

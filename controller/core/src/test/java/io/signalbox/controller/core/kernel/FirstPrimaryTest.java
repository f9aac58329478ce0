package io.signalbox.controller.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.effect.Effect.Operation;
import io.signalbox.controller.core.effect.Effect.State;
import io.signalbox.controller.core.event.Intent;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that held something before Signalbox came: nobody but an operator says who is first. */
class FirstPrimaryTest {
    private final FakeSite site = new FakeSite(3);

    @BeforeEach
    void begin() {
        site.server("db1").commitsItsOwn();
        site.takeOffice();
        site.steps(Duration.ofSeconds(3));
    }

    @Test
    void nobodyIsChosenByItself() {
        assertThat(site.record.primary()).isEmpty();
        assertThat(site.problems()).contains("NO_RECORD");
        assertThat(site.kernel.view().decision().reason()).contains("db1 is not empty");
    }

    @Test
    void theNamedOneIsOpenedAndTheOthersJoin() {
        assertThat(ask("db1", false, false).blockers()).isEmpty();
        site.until("whole", site::whole);
        assertThat(site.record.primary()).isEqualTo("db1");
        assertThat(site.said("op")).isTrue();
        assertThat(site.server("db2").executed.contains(site.server("db1").executed))
                .isTrue();
    }

    @Test
    void whoLacksWhatAnotherHoldsIsRefused() {
        assertThat(ask("db2", false, false).blockers())
                .extracting(Blocker::code, Blocker::server)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("HOLDS_MORE", "db1"));
        site.steps(Duration.ofSeconds(3));
        assertThat(site.record.primary()).isEmpty();
    }

    @Test
    void thatMayBeOverruledAndWhatTheOtherHeldIsSavedBeforeItIsCopied() {
        ask("db2", true, false);
        site.until("whole", site::whole);
        assertThat(site.record.primary()).isEqualTo("db2");
        assertThat(site.server("db1").copies).isEqualTo(1);
    }

    @Test
    void nobodyKnowsWhatAServerHoldsThatIsDown() {
        site.server("db3").keptDown = true;
        site.server("db3").die();
        site.steps(5);
        assertThat(ask("db1", false, false).blockers())
                .extracting(Blocker::code)
                .containsExactly("DOWN");
    }

    @Test
    void aServerThatTakesWritesAlreadyMustBeTheOneOrBeClosed() {
        site.server("db3").readOnly = false;
        site.steps(5);
        assertThat(ask("db1", true, false).blockers()).extracting(Blocker::code).containsExactly("ACCEPTS_WRITES");
    }

    @Test
    void whoIsNotNamedOrUnknownIsRefusedAndADryRunDoesNothing() {
        assertThat(ask("", false, false).blockers()).extracting(Blocker::code).containsExactly("NO_RECORD");
        assertThat(ask("db9", false, false).blockers())
                .extracting(Blocker::code)
                .containsExactly("UNKNOWN_SERVER");
        assertThat(ask("db1", false, true).state()).isEqualTo(State.DONE);
        site.steps(Duration.ofSeconds(3));
        assertThat(site.record.primary()).isEmpty();
    }

    private Operation ask(String to, boolean allowDataLoss, boolean dryRun) {
        return site.ask(new Intent.Failover("op", to, "the first", allowDataLoss, dryRun));
    }
}

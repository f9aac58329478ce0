package io.signalbox.agents.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.core.AgentEvent.Acted;
import io.signalbox.agents.core.AgentEvent.Booted;
import io.signalbox.agents.core.AgentEvent.Commanded;
import io.signalbox.agents.core.AgentEvent.Held;
import io.signalbox.agents.core.AgentEvent.ProcessChanged;
import io.signalbox.agents.core.AgentEvent.Remembered;
import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.agents.protocol.Token;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a server once had received, and whether that is noticed when it is gone. */
class TideTest {
    private static final String SOURCE = "00000001-0000-0000-0000-000000000000";

    private AgentCore core = running(AgentMemory.BLANK);
    private final List<AgentEffect> effects = new ArrayList<>();
    private long sequence;

    @Test
    void theMarkIsPutDownNowAndThen() {
        for (int halfSeconds = 0; halfSeconds < 20; halfSeconds++) {
            holds(Duration.ofMillis(500L * halfSeconds), upTo(10 + halfSeconds));
        }
        assertThat(marks()).containsExactly(upTo(10), upTo(20));
    }

    @Test
    void whatDoesNotChangeIsPutDownOnce() {
        for (int seconds = 0; seconds < 60; seconds++) {
            holds(Duration.ofSeconds(seconds), upTo(10));
        }
        assertThat(marks()).containsExactly(upTo(10));
    }

    @Test
    void whenMysqldEndsTheMarkIsAsHighAsWasSeen() {
        holds(Duration.ZERO, upTo(10));
        holds(Duration.ofSeconds(1), upTo(15));
        tell(new ProcessChanged(ProcessState.EXITED));
        assertThat(marks()).containsExactly(upTo(10), upTo(15));
    }

    @Test
    void aRelayLogThatWasThrownAwayIsNoticedAfterARestartOfMysqldAndOfTheAgent() {
        holds(Duration.ZERO, upTo(10));
        core = running(core.memory());
        holds(Duration.ZERO, upTo(7));
        assertThat(core.ebbed()).isEqualTo(GtidSet.range(SOURCE, 8, 10));
        assertThat(effects)
                .anyMatch(e -> e instanceof AgentEffect.Say say && say.type().equals("received.lost"));
        assertThat(detach(upTo(7)).details()).containsEntry(Answer.LOST, SOURCE + ":8-10");
    }

    @Test
    void whatComesAgainFromASourceIsNotLost() {
        holds(Duration.ZERO, upTo(10));
        holds(Duration.ofSeconds(1), upTo(7));
        holds(Duration.ofSeconds(2), upTo(12));
        assertThat(core.ebbed().isEmpty()).isTrue();
        assertThat(detach(upTo(12)).details()).isEmpty();
    }

    /** What is looked at last need not have seen what was received last. */
    @Test
    void detachingRaisesTheMarkAndTheNextOrderPutsItDown() {
        holds(Duration.ZERO, upTo(10));
        detach(upTo(12));
        learn(false, 4);
        assertThat(core.memory().mark().orElseThrow().received()).isEqualTo(upTo(12));
    }

    @Test
    void aCopyTakesTheMarkWithItAndIsNotLookedAtUntilItIsWhole() {
        holds(Duration.ZERO, upTo(10));
        tell(new Commanded(command(new Order.Reclone(new Order.Endpoint("db2", "h", 1), upTo(5)), 1)));
        holds(Duration.ofSeconds(1), upTo(10)); // read before the data was dropped
        holds(Duration.ofSeconds(2), GtidSet.EMPTY);
        assertThat(core.memory().copying()).contains("db2");
        assertThat(core.memory().mark()).isEmpty();
        assertThat(core.ebbed().isEmpty()).isTrue();
    }

    @Test
    void aCutTakesTheMarkWithIt() {
        holds(Duration.ZERO, upTo(10));
        tell(new Commanded(command(new Order.Rewind(upTo(5)), 1)));
        holds(Duration.ofSeconds(1), upTo(10)); // read before the cut
        assertThat(core.memory().mark()).isEmpty();
    }

    @Test
    void aProvenRecordOfALaterEpochDoesNotRestOnWhatWasReceivedBefore() {
        holds(Duration.ZERO, upTo(10));
        holds(Duration.ofSeconds(1), upTo(7));
        learn(false, 4);
        assertThat(core.ebbed().isEmpty()).isFalse();
        learn(true, 4);
        assertThat(core.ebbed().isEmpty()).isTrue();
        holds(Duration.ofSeconds(2), upTo(7));
        holds(Duration.ofSeconds(3), upTo(6));
        learn(true, 4);
        assertThat(core.ebbed()).isEqualTo(GtidSet.of(SOURCE, 7));
    }

    /** It said at its detachment that it holds all of it, and the new epoch's proof counts on that. */
    @Test
    void whatIsLostAfterTheDetachmentIsNoticedUnderTheEpochThatItPromised() {
        holds(Duration.ZERO, upTo(10));
        assertThat(detach(upTo(12)).details()).isEmpty();
        learn(true, 3);
        holds(Duration.ofSeconds(1), upTo(7));
        assertThat(core.ebbed()).isEqualTo(GtidSet.range(SOURCE, 8, 12));
    }

    /** It was chosen for what it said; a restart of mysqld since then may have thrown some of it away. */
    @Test
    void whoLostSomethingSinceItsDetachmentIsNotOpenedUnlessItIsToldTo() {
        holds(Duration.ZERO, upTo(10));
        detach(upTo(12));
        assertThat(obey(new Order.Open(true, 1), upTo(7)))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(Answer.Refusal.RECEIVED_IS_LOST));
        assertThat(core.memory().mark().orElseThrow().received()).isEqualTo(upTo(12));
        assertThat(obey(new Order.Open(true, 1, true), upTo(7))).isInstanceOf(Answer.Done.class);
        assertThat(core.ebbed().isEmpty()).isTrue();
    }

    // ---- the stage

    private static GtidSet upTo(long number) {
        return GtidSet.range(SOURCE, 1, number);
    }

    private static AgentCore running(AgentMemory memory) {
        AgentCore core = new AgentCore(AgentSettings.ofDatabase("db2", "127.0.1.12"), memory);
        core.handle(new Booted(ProcessState.RUNNING));
        return core;
    }

    private void holds(Duration at, GtidSet received) {
        tell(new Held(at, received));
    }

    private void tell(AgentEvent event) {
        effects.addAll(core.handle(event));
    }

    private List<GtidSet> marks() {
        return effects.stream()
                .filter(AgentEffect.Remember.class::isInstance)
                .map(e -> ((AgentEffect.Remember) e).memory().mark())
                .flatMap(Optional::stream)
                .map(HighWaterMark::received)
                .toList();
    }

    private void learn(boolean proven, long epoch) {
        sequence++;
        Order.Edition edition = new Order.Edition(1, sequence, epoch, 1);
        carryOut(command(new Order.Learn("db1", Set.of("db2"), proven, Optional.of(edition)), 4), upTo(1));
    }

    private Answer.Done detach(GtidSet received) {
        return (Answer.Done) obey(new Order.Detach(), received);
    }

    private Answer.Result obey(Order order, GtidSet received) {
        return carryOut(command(order, 3), received);
    }

    /** Whatever it wants is done at once; readings find {@code received}. */
    private Answer.Result carryOut(Command command, GtidSet received) {
        List<AgentEffect> wanted = new ArrayList<>(core.handle(new Commanded(command)));
        for (int i = 0; i < wanted.size(); i++) {
            switch (wanted.get(i)) {
                case AgentEffect.Remember r -> wanted.addAll(core.handle(new Remembered(r.id())));
                case AgentEffect.Act a ->
                    wanted.addAll(core.handle(new Acted(a.id(), received, received, Collections.emptySortedMap())));
                case AgentEffect.Reply r -> {
                    effects.addAll(wanted);
                    return r.answer().result();
                }
                default -> {}
            }
        }
        throw new AssertionError("no answer: " + wanted);
    }

    private Command command(Order order, long epoch) {
        return new Command("c" + ++sequence, "main", new Token(1, sequence), epoch, order);
    }
}

package io.signalbox.agents.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.core.AgentEffect.Act;
import io.signalbox.agents.core.AgentEffect.Pause;
import io.signalbox.agents.core.AgentEffect.Remember;
import io.signalbox.agents.core.AgentEffect.StartMysqld;
import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.agents.protocol.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Any commands in any order, acts that succeed or fail, deaths and restarts: what must hold after every event. */
class GeneratedSequencesTest {
    private static final int HISTORIES = 600;
    private static final int EVENTS = 150;
    /** So many looks are more than an isolated primary stays in service. */
    private static final int LOOKS = 30;

    private static final Set<String> NOT_DONE_TO_MYSQLD = Set.of("Remember", "Reply", "Say", "Abandon", "Pause");

    @Test
    void whateverHappensTheAgentKeepsItsPromises() {
        int turnedAway = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            try {
                History history = new History(seed);
                history.run();
                turnedAway += history.turnedAway;
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        assertThat(turnedAway).as("isolations in all histories").isGreaterThan(HISTORIES / 10);
    }

    private static final class History {
        private final Random random;
        private final Rig rig;
        private final Map<String, Command> given = new HashMap<>();
        private AgentMemory before;
        private int checked;
        private Duration now = Duration.ofDays(1);
        private boolean leaving;
        private int turnedAway;

        History(long seed) {
            random = new Random(seed);
            rig = Rig.database();
            before = rig.disk;
        }

        void run() {
            for (int i = 0; i < EVENTS; i++) {
                happen();
                check();
            }
            rig.failures.clear();
            rig.succeed();
            check();
            Set<String> answered = new HashSet<>();
            rig.answers.forEach(answer -> answered.add(answer.commandId()));
            assertThat(answered).containsAll(given.keySet());
        }

        private void happen() {
            switch (random.nextInt(11)) {
                case 0, 1, 2 -> command();
                case 3 ->
                    rig.event(new AgentEvent.ProcessChanged(
                            random.nextInt(3) == 0 ? ProcessState.EXITED : ProcessState.RUNNING));
                case 4 -> rarely();
                case 5 -> look();
                default -> answer();
            }
        }

        private void look() {
            Company company = Company.values()[random.nextInt(Company.values().length)];
            for (int i = random.nextInt(2 * LOOKS); i > 0; i--) {
                now = now.plusMillis(250);
                rig.event(new AgentEvent.Looked(now, now, company));
            }
        }

        private void rarely() {
            if (random.nextInt(12) == 0) {
                check();
                leaving = false;
                given.clear();
                rig.restart(random.nextBoolean() ? ProcessState.RUNNING : ProcessState.EXITED);
            } else if (random.nextInt(6) == 0) {
                rig.event(new AgentEvent.Ends());
            } else {
                rig.executed = Rig.gtids(random.nextInt(5));
                rig.received = rig.executed.union(Rig.gtids(random.nextInt(7)));
                rig.waiting = random.nextInt(3) == 0 ? 1 : 0;
            }
        }

        private void answer() {
            if (!rig.open.isEmpty()) {
                AgentEffect next = rig.open.peek();
                Class<?> kind = next instanceof Act act ? act.act().getClass() : next.getClass();
                if (random.nextInt(8) == 0 && !(next instanceof Pause)) {
                    rig.failures.put(kind, random.nextBoolean() ? "NO_SOURCE" : "TIMED_OUT");
                }
                rig.answerNext();
                rig.failures.clear();
            }
        }

        private void command() {
            Token token = new Token(1 + random.nextInt(3), random.nextInt(60));
            Command command =
                    new Command(token + "@" + random.nextInt(1000), "main", token, random.nextInt(4), anyOrder());
            given.put(command.id(), command);
            rig.give(command);
        }

        private Order anyOrder() {
            List<Order> orders = List.of(
                    new Order.Follow(new Order.Endpoint("db2", "h", 1), random.nextBoolean()),
                    new Order.Detach(),
                    new Order.Open(random.nextBoolean(), 1),
                    new Order.Close(Duration.ofSeconds(1)),
                    new Order.Holds(1, random.nextBoolean() ? Set.of() : Set.of("db3")),
                    new Order.GoAlone(),
                    new Order.Admit("db2"),
                    new Order.Dismiss("db3"),
                    new Order.ReadSets(),
                    new Order.Fence("any"),
                    new Order.Start(),
                    new Order.Rewind(Rig.gtids(2)),
                    new Order.Shutdown(),
                    new Order.Learn("db1", random.nextInt(8) == 0 ? Set.of() : Set.of("db2"), true, Optional.empty()));
            return orders.get(random.nextInt(orders.size()));
        }

        private void check() {
            assertThat(rig.disk.highest()).isGreaterThanOrEqualTo(before.highest());
            assertThat(rig.disk.promised()).isGreaterThanOrEqualTo(before.promised());
            before = rig.disk;
            atMostOneInProgress();
            for (; checked < rig.log.size(); checked++) {
                actsOnlyOnWhatIsOnDisk(rig.log.get(checked));
                endsWhatHasBegun(rig.log.get(checked));
            }
            rig.answers.stream()
                    .filter(answer -> answer.result() instanceof Answer.Done)
                    .filter(answer -> given.containsKey(answer.commandId()))
                    .forEach(answer -> assertThat(answer.token()).isLessThanOrEqualTo(rig.disk.highest()));
        }

        private void atMostOneInProgress() {
            List<AgentEffect> open = new ArrayList<>(rig.open);
            open.removeIf(
                    effect -> effect instanceof StartMysqld || effect instanceof Pause || effect instanceof Remember);
            assertThat(open.size()).describedAs("%s", rig.open).isLessThanOrEqualTo(1);
            assertThat(rig.open.size()).isLessThanOrEqualTo(3);
        }

        /** Once clients are turned away, mysqld's end comes before anything else that is done to it. */
        private void endsWhatHasBegun(String line) {
            if (line.equals("TurnAway")) {
                leaving = true;
                turnedAway++;
            } else if (leaving && !NOT_DONE_TO_MYSQLD.contains(line.split(" ")[0])) {
                assertThat(line).isEqualTo("KillMysqld");
                leaving = false;
            }
        }

        private void actsOnlyOnWhatIsOnDisk(String line) {
            if (line.startsWith("Open[")) {
                assertThat(rig.disk.mayHoldTail()).isTrue();
            }
            if (line.startsWith("SetSemiSync") || line.startsWith("Open[") || line.startsWith("StopReceiver")) {
                assertThat(rig.disk.highest()).isEqualTo(rig.core.memory().highest());
                assertThat(rig.open).noneMatch(effect -> effect instanceof Remember);
            }
        }
    }

    @Test
    void anOldTokenNeverActs() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            Rig rig = Rig.database();
            Token highest = Token.NONE;
            for (int i = 0; i < 30; i++) {
                Token token = new Token(random.nextInt(3), random.nextInt(20));
                int acts = rig.acts().size();
                rig.give(new Command("c" + i, "main", token, 1, new Order.GoAlone()));
                rig.succeed();
                assertThat(rig.acts().size() > acts)
                        .describedAs("seed %d: %s after %s", seed, token, highest)
                        .isEqualTo(token.outranks(highest));
                highest = token.outranks(highest) ? token : highest;
            }
        }
    }

    @Test
    void aLowerEpochNeverActs() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            Rig rig = Rig.database();
            long promised = 0;
            for (int i = 1; i < 30; i++) {
                long epoch = random.nextInt(6);
                boolean promises = random.nextBoolean();
                int acts = rig.acts().size();
                rig.give(rig.command(1, i, epoch, promises ? new Order.Detach() : new Order.ReadSets()));
                rig.succeed();
                assertThat(rig.acts().size() > acts)
                        .describedAs("seed %d", seed)
                        .isEqualTo(epoch >= promised);
                promised = promises ? Math.max(promised, epoch) : promised;
                if (random.nextInt(5) == 0) {
                    rig.restart(ProcessState.RUNNING);
                }
            }
        }
    }
}

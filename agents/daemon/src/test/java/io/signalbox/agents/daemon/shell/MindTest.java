package io.signalbox.agents.daemon.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.agents.core.AgentCore;
import io.signalbox.agents.core.AgentEvent;
import io.signalbox.agents.core.AgentMemory;
import io.signalbox.agents.core.AgentSettings;
import io.signalbox.agents.core.Company;
import io.signalbox.agents.daemon.metrics.AgentMetrics;
import io.signalbox.agents.daemon.process.ProcessIdentity;
import io.signalbox.agents.daemon.proxy.RouteOutcome;
import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Answer.Done;
import io.signalbox.agents.protocol.Answer.Failed;
import io.signalbox.agents.protocol.Answer.Refused;
import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.agents.protocol.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The real core, on a loop turned by hand, with works that only say what they would do. */
class MindTest {
    /** A server that was opened, and whose writes wait for another. */
    private static final AgentMemory PRIMARY = new AgentMemory(
            Token.NONE,
            0,
            true,
            Optional.of(new Order.Learn("db1", Set.of("db2"), true, Optional.empty())),
            Optional.empty(),
            Token.NONE,
            Optional.empty(),
            Optional.empty());

    private static final ProcessIdentity RUNNING = new ProcessIdentity(41, 1);

    private final HandLoop loop = new HandLoop();
    private final FakeWorks works = new FakeWorks();
    private final AgentMetrics metrics = new AgentMetrics("db1");
    private final List<Answer> answers = new ArrayList<>();
    private int told;
    private final AgentCore database = new AgentCore(AgentSettings.ofDatabase("db1", "127.0.1.11"), AgentMemory.BLANK);

    @Test
    void startsMysqldWhenNoneRuns() {
        Mind mind = mind(database);

        mind.boot(Optional.empty());
        loop.turn();

        assertThat(works.done).containsExactly("start");
        assertThat(database.process()).isEqualTo(ProcessState.RUNNING);
        assertThat(mind.knowsMysqld()).isTrue();
    }

    @Test
    void adoptsTheOneThatRuns() {
        mind(database).boot(Optional.of(RUNNING));

        assertThat(works.done).isEmpty();
        assertThat(database.process()).isEqualTo(ProcessState.RUNNING);
    }

    @Test
    void startsOneAgainThatDiedAndCountsTheDeath() {
        Mind mind = mind(database);
        mind.boot(Optional.of(RUNNING));

        mind.ended(RUNNING);
        loop.turn();

        assertThat(works.done).containsExactly("start");
        assertThat(metrics.page("").text()).contains("signalbox_agent_process_death_total 1.0");
    }

    @Test
    void hasTheTokenOnDiskBeforeItActs() {
        Mind mind = mind(database);
        mind.boot(Optional.of(RUNNING));

        mind.command(command("a", 7, new Order.ReadSets()), answers::add);
        turnUntilAnswered(1);

        assertThat(works.done).containsExactly("remember 1.7", "act ReadSets");
        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer.result()).isInstanceOf(Done.class));
    }

    /** Steps on the way would only keep a controller from the answers of the others. */
    @Test
    void tellsOnceOfACommandAndNotBeforeItsAnswer() {
        Mind mind = mind(database);
        mind.boot(Optional.of(RUNNING));
        int before = told;

        mind.command(command("a", 7, new Order.ReadSets()), answer -> {
            answers.add(answer);
            assertThat(told).as("told before the answer").isEqualTo(before);
        });
        turnUntilAnswered(1);

        assertThat(told).isEqualTo(before + 1);
    }

    @Test
    void tellsOfAStepThatChangesWhatMysqldIs() {
        Mind mind = mind(database);
        mind.boot(Optional.of(RUNNING));
        mind.command(command("a", 7, new Order.Shutdown()), answers::add);
        turnUntilAnswered(1);
        int before = told;

        mind.command(command("b", 8, new Order.Start()), answers::add);
        while (database.process() != ProcessState.STARTING) {
            loop.turn();
        }

        assertThat(told).isEqualTo(before + 1);
        assertThat(answers).as("that was all so far").hasSize(1);
    }

    @Test
    void doesNotActWhenTheTokenCannotBeKept() {
        Mind mind = mind(database);
        mind.boot(Optional.of(RUNNING));
        works.diskIsFull = true;

        mind.command(command("a", 7, new Order.ReadSets()), answers::add);
        turnUntilAnswered(1);

        assertThat(works.done).isEmpty();
        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer.result()).isInstanceOf(Failed.class));
    }

    @Test
    void anEndThatWasOrderedIsNotADeath() {
        Mind mind = mind(database);
        mind.boot(Optional.of(RUNNING));

        mind.command(command("a", 7, new Order.Fence("drill")), answers::add);
        loop.turn();
        mind.ended(RUNNING);
        turnUntilAnswered(1);

        assertThat(works.done).startsWith("remember 1.7", "kill");
        assertThat(metrics.page("").text()).contains("signalbox_agent_process_death_total 0.0");
        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer.result()).isInstanceOf(Done.class));
    }

    @Test
    void anIsolatedPrimaryTurnsItsClientsAwayAndKillsMysqldWhateverBecomesOfThat() {
        AgentCore core = new AgentCore(AgentSettings.ofDatabase("db1", "127.0.1.11"), PRIMARY);
        Mind mind = mind(core);
        mind.boot(Optional.of(RUNNING));

        for (int i = 0; i <= 25; i++) {
            Duration at = Duration.ofMillis(250L * i);
            mind.looked(new AgentEvent.Looked(at, at, Company.NONE));
        }
        loop.pass(AgentSettings.Bounds.defaults().offline());
        loop.turn();

        assertThat(core.process()).isEqualTo(ProcessState.AT_THE_GATE);
        await().until(() -> works.done.containsAll(List.of("close port", "go offline", "kill")));
        assertThat(metrics.page("").text())
                .contains("signalbox_agent_isolations_total 1.0", "signalbox_agent_process_death_total 0.0");
    }

    @Test
    void anEndByHandIsCutShortOnceThoughItIsHeardAgain() {
        Mind mind = mind(new AgentCore(AgentSettings.ofDatabase("db1", "127.0.1.11"), PRIMARY));
        mind.ends();
        mind.boot(Optional.of(RUNNING));

        mind.ends();
        mind.ends();

        await().until(() -> works.done.contains("kill"));
        assertThat(works.done).containsOnlyOnce("kill");
        assertThat(metrics.page("").text()).contains("signalbox_agent_ends_cut_short_total 1.0");
    }

    @Test
    void answersEverybodyWhoGaveTheSameCommand() {
        Mind mind = mind(database);
        mind.boot(Optional.of(RUNNING));
        Command command = command("a", 7, new Order.ReadSets());

        mind.command(command, answers::add);
        mind.command(command, answers::add);
        turnUntilAnswered(2);

        assertThat(works.done).containsExactly("remember 1.7", "act ReadSets");
        assertThat(answers).hasSize(2);
    }

    @Test
    void isBusyUntilItHasBooted() {
        mind(database).command(command("a", 7, new Order.ReadSets()), answers::add);

        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer.result()).isInstanceOf(Refused.class));
        assertThat(works.done).isEmpty();
    }

    @Test
    void takesAMysqldThatSomebodyElseStarted() {
        AgentMemory mayHoldTail = new AgentMemory(
                Token.NONE,
                0,
                true,
                Optional.empty(),
                Optional.empty(),
                Token.NONE,
                Optional.empty(),
                Optional.empty());
        AgentCore core = new AgentCore(AgentSettings.ofDatabase("db1", "127.0.1.11"), mayHoldTail);
        Mind mind = mind(core);
        mind.boot(Optional.empty());
        assertThat(core.process()).isEqualTo(ProcessState.AT_THE_GATE);

        mind.answers(RUNNING);

        assertThat(core.process()).isEqualTo(ProcessState.RUNNING);
    }

    @Test
    void aRouteWhoseWriterDiffersHasFailed() {
        Mind mind = mind(new AgentCore(AgentSettings.ofProxy("lb1"), AgentMemory.BLANK));
        mind.bootWithoutMysqld();

        works.routed = new RouteOutcome.Differs(true, List.of("web/web1 is DRAIN"), new TreeMap<>());
        mind.command(command("a", 1, route("db1")), answers::add);
        turnUntilAnswered(1);
        works.routed = new RouteOutcome.Differs(false, List.of("db1 is closed"), new TreeMap<>());
        mind.command(command("b", 2, route("db1")), answers::add);
        turnUntilAnswered(2);

        assertThat(answers.getFirst().result())
                .isInstanceOfSatisfying(
                        Done.class, done -> assertThat(done.details()).containsEntry("differs", "web/web1 is DRAIN"));
        assertThat(answers.getLast().result())
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.sentence()).contains("db1 is closed"));
    }

    private static Order route(String open) {
        return new Order.Route(new Order.Writer("mysql_main_rw", open), true, List.of());
    }

    private void turnUntilAnswered(int wanted) {
        while (answers.size() < wanted) {
            loop.pass(Duration.ofMillis(60));
            if (answers.size() < wanted) {
                loop.turn();
            }
        }
    }

    private Mind mind(AgentCore core) {
        return new Mind(
                core, works, loop, Thread.ofVirtual().factory(), new Desk("db1", metrics), metrics, () -> told++);
    }

    private static Command command(String id, long sequence, Order order) {
        return new Command(id, "main", new Token(1, sequence), 1, order);
    }
}

package io.signalbox.controller.daemon.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Frame;
import io.signalbox.agents.protocol.Report;
import io.signalbox.controller.daemon.Samples;
import io.signalbox.mysql.doctor.Examination;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgentLinksTest {
    private static final String AGENT = "127.0.205.11";
    private static final String CONTROLLER = "127.0.205.1";
    private static final byte[] KEY = new byte[32];
    private static final LinkSettings QUICK = new LinkSettings(
            Duration.ofMillis(500),
            Duration.ofMillis(400),
            Duration.ofMillis(800),
            Duration.ofMillis(20),
            Duration.ofMillis(100));

    private final Vertx vertx = Vertx.vertx();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AtomicBoolean leads = new AtomicBoolean(true);
    private FakeAgent agent;
    private AgentLinks links;

    @BeforeEach
    void begin() {
        agent = new FakeAgent(vertx, AGENT, "db1", KEY);
    }

    @AfterEach
    void end() {
        links.close();
        vertx.close().await();
    }

    @Test
    void linksFromItsOwnAddressAndPassesReportsOn() {
        agent.whenTrusted(socket -> agent.say(new Frame.Reported(Samples.report("db1", 1))));
        link(KEY);
        await().until(() -> heard.contains("reported 1"));
        assertThat(heard).startsWith("linked db1", "reported 1");
        assertThat(agent.peers()).containsOnly(CONTROLLER);
    }

    @Test
    void asksForExaminationsOnEachLinkAndPassesThemOn() {
        agent.whenTrusted(socket -> agent.say(new Frame.Examined(Samples.examination("db1"))));
        link(KEY);
        await().until(() -> heard.contains("examined db1"));
        await().until(() -> agent.examinesAsked() == 1);
        agent.say(new Frame.Examined(Samples.examination("db2")));
        await().until(() -> heard.contains("unlinked db1"));
        assertThat(heard).doesNotContain("examined db2");
    }

    @Test
    void commandsArriveInOrderAndEachAnswerComesBackOnce() {
        link(KEY);
        await().until(() -> heard.contains("linked db1"));
        for (int i = 0; i < 20; i++) {
            links.send("db1", Samples.command("c-" + i), Duration.ofSeconds(5));
        }
        await().until(() -> agent.commands().size() == 20);
        assertThat(agent.commands().getFirst()).isEqualTo(Samples.command("c-0"));
        assertThat(agent.commands().getLast()).isEqualTo(Samples.command("c-19"));
        agent.say(new Frame.Answered(Samples.answer("c-7", "db1")));
        agent.say(new Frame.Answered(Samples.answer("c-7", "db1")));
        agent.say(new Frame.Reported(Samples.report("db1", 9)));
        await().until(() -> heard.contains("reported 9"));
        assertThat(heard).containsOnlyOnce("answered c-7");
    }

    @Test
    void whoLeadsNoMoreSendsNothing() {
        link(KEY);
        await().until(() -> heard.contains("linked db1"));
        leads.set(false);
        links.send("db1", Samples.command("c-1"), Duration.ofSeconds(5));
        await().until(() -> heard.contains("unanswered c-1: this controller leads no more: nothing was sent"));
        leads.set(true);
        links.send("db1", Samples.command("c-2"), Duration.ofSeconds(5));
        await().until(() -> !agent.commands().isEmpty());
        assertThat(agent.commands()).containsExactly(Samples.command("c-2"));
    }

    @Test
    void aCommandWithoutAnAnswerByItsDeadlineIsUnansweredAndALateAnswerStaysUnheard() {
        link(KEY);
        await().until(() -> heard.contains("linked db1"));
        links.send("db1", Samples.command("c-1"), Duration.ofMillis(50));
        await().until(() -> heard.contains("unanswered c-1: no answer within 50 ms"));
        agent.say(new Frame.Answered(Samples.answer("c-1", "db1")));
        agent.say(new Frame.Reported(Samples.report("db1", 9)));
        await().until(() -> heard.contains("reported 9"));
        assertThat(heard).doesNotContain("answered c-1");
    }

    @Test
    void aBrokenLinkLeavesEveryCommandUnansweredAndIsMadeAnew() {
        link(KEY);
        await().until(() -> heard.contains("linked db1"));
        links.send("db1", Samples.command("c-1"), Duration.ofSeconds(30));
        links.send("db1", Samples.command("c-2"), Duration.ofSeconds(30));
        await().until(() -> agent.commands().size() == 2);
        agent.hangUp();
        await().until(() -> agent.links() == 2);
        await().until(() -> heard.stream().filter("linked db1"::equals).count() == 2);
        assertThat(heard).anyMatch(line -> line.startsWith("unanswered c-1: the link broke"));
        assertThat(heard).anyMatch(line -> line.startsWith("unanswered c-2: the link broke"));
        assertThat(heard.indexOf("unlinked db1")).isLessThan(heard.lastIndexOf("linked db1"));
    }

    @Test
    void aSilentLinkIsBrokenAndMadeAnew() {
        link(KEY);
        await().until(() -> heard.contains("unlinked db1"));
        await().until(() -> agent.links() >= 2);
    }

    @Test
    void withoutALinkOrAnAgentACommandIsUnansweredAtOnce() {
        agent.close();
        link(KEY);
        links.send("db1", Samples.command("c-1"), Duration.ofSeconds(30));
        links.send("db9", Samples.command("c-2"), Duration.ofSeconds(30));
        await().until(() -> heard.size() == 2);
        assertThat(heard).anyMatch(line -> line.startsWith("unanswered c-1: there is no link"));
        assertThat(heard).anyMatch(line -> line.startsWith("unanswered c-2: db9 has no agent"));
    }

    @Test
    void anAgentWithAnotherKeyIsNeverBelieved() {
        byte[] other = KEY.clone();
        other[0] = 1;
        link(other);
        await().until(() -> agent.peers().size() >= 3);
        assertThat(heard).isEmpty();
    }

    @Test
    void anAgentThatIsSomebodyElseIsNeverBelieved() {
        agent.calling("db2");
        link(KEY);
        await().until(() -> agent.peers().size() >= 3);
        assertThat(heard).isEmpty();
    }

    @Test
    void anAgentThatDoesNotSpeakIsLeftAndTriedAgain() {
        agent.silent();
        link(KEY);
        await().until(() -> agent.peers().size() >= 2);
        assertThat(heard).isEmpty();
    }

    @Test
    void anAgentThatSpeaksForAnotherServerOrNonsenseIsLeft() {
        link(KEY);
        await().until(() -> heard.contains("linked db1"));
        agent.say(new Frame.Reported(Samples.report("db2", 1)));
        await().until(() -> agent.links() == 2);
        await().until(() -> heard.stream().filter("linked db1"::equals).count() == 2);
        agent.sayRaw("{\"type\":\"nonsense\"}");
        await().until(() -> agent.links() == 3);
        assertThat(heard).doesNotContain("reported 1");
    }

    private void link(byte[] key) {
        links = new AgentLinks(
                vertx,
                "c1",
                CONTROLLER,
                key,
                List.of(new Peer("db1", AGENT, agent.port())),
                leads::get,
                QUICK,
                new Ear());
        links.start();
    }

    private final class Ear implements LinkListener {
        @Override
        public void linked(String server) {
            heard.add("linked " + server);
        }

        @Override
        public void unlinked(String server, String reason) {
            heard.add("unlinked " + server);
        }

        @Override
        public void reported(Report report) {
            heard.add("reported " + report.sequence());
        }

        @Override
        public void examined(Examination examination) {
            heard.add("examined " + examination.server());
        }

        @Override
        public void answered(Answer answer) {
            heard.add("answered " + answer.commandId());
        }

        @Override
        public void unanswered(String commandId, String server, String reason) {
            heard.add("unanswered " + commandId + ": " + reason);
        }
    }
}

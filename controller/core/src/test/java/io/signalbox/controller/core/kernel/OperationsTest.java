package io.signalbox.controller.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report.ProbeFault;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.core.record.Run;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is begun beside what runs already, and what is not. */
class OperationsTest {
    /** A primary that hung is taken for a replica by an agent that was started meanwhile, until it goes on. */
    @Test
    void aJoinOfAServerThatTurnsOutToAcceptWritesGivesWayToARejoin() {
        FakeSite site = new FakeSite(3).whole(50);
        FakeServer db3 = site.server("db3");
        site.ask(new Intent.Maintain("op1", "db3", true, false));
        site.until("db3 left", () -> !site.record.ackers().contains("db3"));
        db3.source = "";
        site.loses(c -> c.order() instanceof Order.Follow);
        site.sent.clear();
        site.ask(new Intent.Maintain("op2", "db3", false, false));
        site.until("a join waits", () -> site.sent.stream().anyMatch(command -> command.endsWith("db3 Follow")));
        db3.sourceSide = true;
        db3.readOnly = false;
        db3.mayHoldTail = true;
        site.until("it is rejoined", () -> site.sent.stream().anyMatch(command -> command.endsWith("db3 Rewind")));
        site.loses(c -> false);
        site.until("whole again", site::whole);
    }

    /** An agent that was killed may have left a statement behind that stops the receiver later. */
    @Test
    void aJoinWhoseReceiverIsStoppedBeginsAnew() {
        FakeSite site = new FakeSite(3).whole(50);
        FakeServer db3 = site.server("db3");
        site.ask(new Intent.Maintain("op1", "db3", true, false));
        site.until("db3 left", () -> !site.record.ackers().contains("db3"));
        db3.source = "";
        site.ask(new Intent.Maintain("op2", "db3", false, false));
        site.until("db3 is told to follow", () -> !db3.source.isEmpty());
        db3.source = "";
        assertThat(site.record.ackers()).doesNotContain("db3");
        site.until("whole again", site::whole);
    }

    @Test
    void theDayDoesNotEndInTheMiddleOfAFailover() {
        FakeSite site = new FakeSite(3).whole(50);
        site.loses(c -> c.order() instanceof Order.Detach);
        site.server("db1").die();
        site.until("a failover runs", () -> site.record.run().kind() == Run.Kind.FAILOVER);
        Effect.Operation refused = site.ask(new Intent.Shutdown("too early"));
        assertThat(refused.state()).isEqualTo(Effect.State.REFUSED);
        assertThat(refused.blockers()).extracting(Blocker::code).containsExactly("BUSY");
        site.loses(c -> false);
        site.until("whole", site::whole);
        site.ask(new Intent.Shutdown("now"));
        site.until("stopped", () -> site.said("now"));
    }

    /** It may wait for good for a server that does not come back. */
    @Test
    void theDayMayEndWhileAPrimaryIsWaitedFor() {
        FakeSite site = new FakeSite(2).whole(50);
        site.loses("db2");
        site.until("alone", () -> site.record.ackers().isEmpty());
        site.server("db1").keptDown = true;
        site.server("db1").mayHoldTail = false;
        site.server("db1").die();
        site.until(
                "reopening",
                () -> site.kernel
                        .view()
                        .run()
                        .filter(r -> r.kind().equals("reopen"))
                        .isPresent());
        assertThat(site.ask(new Intent.Shutdown("end")).state()).isNotEqualTo(Effect.State.REFUSED);
    }

    /** Nobody can tell what is still wanted: what was stopped in order stays stopped, and the wish may be repeated. */
    @Test
    void anotherLeaderLeavesWhatAShutdownHadStopped() {
        FakeSite site = new FakeSite(3).whole(50);
        site.crashBefore =
                e -> e instanceof Effect.Journal j && j.entry().step().equals("stop-replicas");
        site.ask(new Intent.Shutdown("cut short"));
        site.loseController();
        int sent = site.sent.size();
        site.takeOffice();
        site.steps(Duration.ofSeconds(15));
        assertThat(site.server("db1").process).isEqualTo(ProcessState.STOPPED_ON_PURPOSE);
        assertThat(site.sent.subList(sent, site.sent.size()))
                .noneMatch(s -> s.matches(".* (Open|Start|Detach|Follow)"));
        site.ask(new Intent.Shutdown("once more"));
        site.until("stopped", () -> site.said("once more"));
        assertThat(site.servers.values()).allMatch(s -> s.process == ProcessState.STOPPED_ON_PURPOSE);
    }

    @Test
    void nobodyIsReattachedWhoIsBeingTold() {
        FakeSite site = new FakeSite(3).whole(50);
        site.withholds(c -> c.order() instanceof Order.Follow);
        site.ask(new Intent.Switchover("op", "db2", Duration.ofSeconds(10), false));
        site.until("switched", () -> site.said("op"));
        site.server("db1").detach(); // its Follow still runs, as far as anybody knows
        site.steps(Duration.ofSeconds(1));
        assertThat(site.journal).noneMatch(e -> e.plan().equals("reattach"));
    }

    @Test
    void aCoolDownIsShownAndEndsWhenTheSiteHasBeenWholeForAWhile() {
        FakeSite site = new FakeSite(3).whole(50);
        site.server("db1").die();
        site.until("whole", site::whole);
        assertThat(coolDown(site, "db1"))
                .hasValueSatisfying(
                        until -> assertThat(until).isAfter(site.time().wall().plusSeconds(50)));
        assertThat(coolDown(site, "db2")).isEmpty();
        site.steps(Duration.ofSeconds(7));
        assertThat(coolDown(site, "db1")).isEmpty();
    }

    @Test
    void aServerInMaintenanceProlongsNoCoolDown() {
        FakeSite site = new FakeSite(4).whole(50);
        site.ask(new Intent.Maintain("out", "db4", true, false));
        site.until("out", () -> site.said("out"));
        site.server("db1").die();
        site.until("db1 is back", () -> site.record.ackers().equals(new java.util.TreeSet<>(List.of("db1", "db3"))));
        site.steps(Duration.ofSeconds(7));
        assertThat(coolDown(site, "db1")).isEmpty();
    }

    @Test
    void theCoolDownOfOneServerDoesNotHoldBackTheCertainDeathOfAnother() {
        FakeSite site = new FakeSite(3).whole(50);
        site.server("db1").die();
        site.until("whole", site::whole);
        assertThat(coolDown(site, "db1")).isPresent();
        String second = site.record.primary();
        site.primary().die();
        site.until("another", () -> !site.record.primary().equals(second) && site.whole());
    }

    private static Optional<Instant> coolDown(FakeSite site, String server) {
        return site.kernel.view().servers().stream()
                .filter(s -> s.name().equals(server))
                .findFirst()
                .orElseThrow()
                .coolDownUntil();
    }

    @Test
    void anOperationWhosePlaceAnotherTakesEnds() {
        FakeSite site = new FakeSite(3).whole(50);
        site.withholds(command -> command.order() instanceof Order.Open);
        site.ask(new Intent.Failover("op1", "db2", "because I say so", false, false));
        site.until(
                "opening",
                () -> site.kernel
                        .view()
                        .run()
                        .filter(r -> r.step().equals("open"))
                        .isPresent());
        site.ask(new Intent.Failover("op2", "", "it must go on", true, false));
        site.step();
        assertThat(site.operations.get("op1").state()).isEqualTo(Effect.State.FAILED);
        assertThat(site.operations.get("op1").sentence()).contains("took its place");
        site.withholds(command -> false);
        site.until("done", () -> site.said("op2"));
    }

    /**
     * Simulation, seed 10247995: detached for a failover that did not wait for its answer, it held what nobody else did,
     * and its report was older than that. Named as an acker it would have kept the primary from being reopened for good.
     */
    @Test
    void whoHoldsWhatThePrimaryLacksIsNoAcker() {
        FakeSite site = joinOfDb3WaitsForItsFollow();
        FakeServer db3 = site.server("db3");
        GtidSet foreign = GtidSet.of("00000000-0000-0000-0000-00000000000f", 1);
        db3.received = db3.received.union(foreign);
        site.loses(command -> false);
        site.until(
                "the join stops",
                () -> site.told.stream()
                        .anyMatch(
                                t -> t.sentence().contains("db3 has transactions that the primary lacks: " + foreign)));
        assertThat(site.record.ackers()).doesNotContain("db3");
        site.until("whole again", site::whole);
    }

    /** On a real site: the join waited for a Follow that mysqld would never have answered, and was in the way. */
    @Test
    void aServerThatDoesNotAnswerIsRestartedInTheMiddleOfItsJoin() {
        FakeSite site = joinOfDb3WaitsForItsFollow();
        FakeServer db3 = site.server("db3");
        db3.fault = ProbeFault.SILENT;
        site.until("it is killed", () -> site.sent.contains("db3 Fence"));
        db3.fault = ProbeFault.NONE;
        site.loses(command -> false);
        site.until("whole again", site::whole);
    }

    private static FakeSite joinOfDb3WaitsForItsFollow() {
        FakeSite site = new FakeSite(3).whole(50);
        site.ask(new Intent.Maintain("op1", "db3", true, false));
        site.until("db3 left", () -> !site.record.ackers().contains("db3"));
        site.server("db3").source = "";
        site.loses(command -> command.order() instanceof Order.Follow);
        site.sent.clear();
        site.ask(new Intent.Maintain("op2", "db3", false, false));
        site.until("a join waits", () -> site.sent.contains("db3 Follow"));
        return site;
    }
}

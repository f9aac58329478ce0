package io.signalbox.controller.daemon.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.protocol.Order.ServerMode;
import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.effect.Effect.State;
import io.signalbox.controller.daemon.deploy.Deployment.Order;
import io.signalbox.controller.daemon.deploy.Deployment.Phase;
import io.signalbox.controller.daemon.news.OperationBook;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeploymentsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FakeTier tier = new FakeTier("web1", "web2");
    private final FakeHosts hosts = new FakeHosts();
    private final MemoryJournal journal = new MemoryJournal();
    private final Turn turn = new Turn();
    private final FakePace pace = new FakePace();
    private final OperationBook operations = new OperationBook();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final Deployments deployments = controller();

    private Deployments controller() {
        return new Deployments(
                tier,
                hosts,
                new Journal(journal),
                turn,
                pace,
                operations,
                (type, sentence) -> events.add(type + ": " + sentence));
    }

    @AfterEach
    void close() {
        deployments.close();
    }

    @Test
    void itsOperationHasItsIdAndEndsWithIt() throws Exception {
        assertThat(deployments.begin("op-1", order("v2"), "alice")).isInstanceOf(Deployments.Begun.class);

        assertThat(end(deployments, "op-1").phase()).isEqualTo(Phase.DONE);
        assertThat(operations.find("op-1").orElseThrow().operation().state()).isEqualTo(State.DONE);
        assertThat(operations.find("op-1").orElseThrow().requestedBy()).isEqualTo("alice");
        until(() -> events.contains("deployment.done: version v2: every server is version v2"));
    }

    @Test
    void oneAtATimeAndNoneBesideTheMaintenanceOfAHost() throws Exception {
        turn.take("the maintenance of db1");
        assertThat(deployments.begin("op-1", order("v2"), "alice"))
                .isEqualTo(new Deployments.Busy("the maintenance of db1"));
        turn.give();

        deployments.begin("op-2", order("hangs"), "alice");
        assertThat(deployments.begin("op-3", order("v2"), "bob"))
                .isEqualTo(new Deployments.Busy("the deployment op-2"));
        assertThat(deployments.cancel("op-3", "bob")).isFalse();
        assertThat(deployments.cancel("op-2", "bob")).isTrue();
        assertThat(end(deployments, "op-2").sentence()).isEqualTo("cancelled by bob");
        until(() -> turn.taken().isEmpty());
    }

    @Test
    void everyReasonAgainstItIsNamedBeforeAnythingIsDone() throws Exception {
        tier.put("web2", ServerMode.MAINT);
        hosts.silent.add("web/web1");

        Deployments.Answer answer = deployments.begin("op-1", order("v2"), "alice");

        assertThat(((Deployments.Refused) answer).blockers())
                .extracting(Blocker::code)
                .containsExactly("CANNOT_BE_DRAINED", "AGENT_SILENT", "TAKEN_OUT");
        assertThat(tier.done).isEmpty();
        assertThat(turn.taken()).isEmpty();
    }

    @Test
    void anotherControllerGoesOnWhereThisOneStopped() throws Exception {
        deployments.begin("op-1", order("hangs"), "alice");
        until(() -> hosts.starts.contains("web/web1 hangs"));
        deployments.close();
        until(() -> turn.taken().isEmpty());
        assertThat(journal.last().phase()).isEqualTo(Phase.RUNNING);

        try (Deployments next = controller()) {
            next.attend();
            assertThat(next.cancel("op-1", "alice")).isTrue();
            assertThat(end(next, "op-1").phase()).isEqualTo(Phase.ROLLED_BACK);
        }
        assertThat(events).anyMatch(event -> event.startsWith("deployment.resumed: the deployment of hangs"));
        assertThat(hosts.starts).containsExactly("web/web1 hangs", "web/web1 v1 back");
    }

    @Test
    void whoTakesOverDrainsNothingBeforeAProxyIsHeard() throws Exception {
        tier.heard.set(0);
        deployments.begin("op-1", order("v2"), "alice");

        assertThat(end(deployments, "op-1").phase()).isEqualTo(Phase.ROLLED_BACK);
        assertThat(end(deployments, "op-1").sentence())
                .isEqualTo("web1: no proxy is heard, and so nobody can say whether clients are still there");
        assertThat(tier.done).doesNotContain("web1 DRAIN", "web1 MAINT");
        assertThat(pace.elapsed()).isGreaterThan(Rollout.ONE_HEARD);
    }

    @Test
    void aProxyThatIsLostForGoodHoldsADeploymentUpAndDoesNotStopIt() throws Exception {
        tier.heard.set(1);
        deployments.begin("op-1", order("v2"), "alice");

        assertThat(end(deployments, "op-1").phase()).isEqualTo(Phase.DONE);
        assertThat(pace.elapsed()).isGreaterThan(Rollout.ALL_HEARD);
    }

    @Test
    void whoDoesNotLeadGoesOnWithNothing() throws Exception {
        deployments.begin("op-1", order("hangs"), "alice");
        until(() -> hosts.starts.contains("web/web1 hangs"));
        deployments.close();
        until(() -> turn.taken().isEmpty());
        tier.leads = false;

        try (Deployments follower = controller()) {
            follower.attend();
            assertThat(follower.all()).isEmpty();
        }
    }

    @Test
    void aServerThatWasLeftOutIsNamedUntilItIsBackAndComesFirstNextTime() throws Exception {
        hosts.versions.put("web/web2", "sick");
        tier.refusals.put("web1 READY", "no proxy answers");
        deployments.begin("op-1", order("v2"), "alice");
        assertThat(end(deployments, "op-1").phase()).isEqualTo(Phase.FAILED);
        until(() -> turn.taken().isEmpty());
        assertThat(deployments.leftOut("web")).containsExactly("web1");

        try (Deployments next = controller()) {
            next.attend();
            assertThat(next.leftOut("web")).containsExactly("web1");
        }

        tier.refusals.clear();
        assertThat(deployments.blockers(order("v3"))).isEmpty();
        deployments.begin("op-2", order("v3"), "alice");
        assertThat(end(deployments, "op-2").phase()).isEqualTo(Phase.DONE);
        assertThat(deployments.leftOut("web")).isEmpty();
    }

    @Test
    void differencesAreDriftOnlyOutsideADeploymentAndWhenTwoLooksAgree() throws Exception {
        ApplicationWatch watch = new ApplicationWatch(
                java.util.Map.of("web", List.of("web1", "web2")),
                hosts,
                deployments,
                pace,
                (type, sentence) -> events.add(type + ": " + sentence));
        deployments.attend();
        pace.pause(Duration.ofMinutes(1));
        hosts.digests.put("web/web2", "other");

        watch.look();
        assertThat(watch.differing("web")).isEmpty();
        watch.look();
        assertThat(watch.differing("web")).containsExactly("web1", "web2");
        assertThat(events.getLast()).startsWith("application.drift: the files of web1, web2 differ");

        deployments.begin("op-1", order("hangs"), "alice");
        watch.look();
        assertThat(watch.differing("web")).isEmpty();
        deployments.cancel("op-1", "alice");
        end(deployments, "op-1");
    }

    @Test
    void theMostAreRightIfThereAreMost() {
        assertThat(Drift.among(new java.util.TreeMap<>(java.util.Map.of("a", "1", "b", "1", "c", "2"))))
                .containsExactly("c");
        assertThat(Drift.among(new java.util.TreeMap<>(java.util.Map.of("a", "1", "b", "2"))))
                .containsExactly("a", "b");
        assertThat(Drift.among(new java.util.TreeMap<>(java.util.Map.of("a", "1", "b", "1"))))
                .isEmpty();
        assertThat(Drift.among(new java.util.TreeMap<>())).isEmpty();
    }

    private static Order order(String version) {
        return new Order(FakeTier.BACKEND, version, 1, Order.DRAIN, Order.HEALTHY);
    }

    private static Deployment end(Deployments deployments, String id) {
        until(() -> deployments.find(id).filter(found -> found.phase().ended()).isPresent());
        return deployments.find(id).orElseThrow();
    }

    private static void until(java.util.function.BooleanSupplier condition) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - until).isNegative();
            Thread.onSpinWait();
        }
    }
}

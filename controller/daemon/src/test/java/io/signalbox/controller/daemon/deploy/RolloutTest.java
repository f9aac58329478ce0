package io.signalbox.controller.daemon.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.agents.protocol.Wire;
import io.signalbox.controller.daemon.deploy.Deployment.Order;
import io.signalbox.controller.daemon.deploy.Deployment.Phase;
import io.signalbox.controller.daemon.deploy.Deployment.Step;
import io.signalbox.controller.daemon.deploy.Deployment.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RolloutTest {
    private final FakeTier tier = new FakeTier("web1", "web2", "web3", "web4");
    private final FakeHosts hosts = new FakeHosts();
    private final MemoryJournal journal = new MemoryJournal();
    private final FakePace pace = new FakePace();

    @Test
    void takesOneServerAfterTheOther() throws Exception {
        Deployment end = run(begun("v2", 1));

        assertThat(end.phase()).isEqualTo(Phase.DONE);
        assertThat(hosts.starts).containsExactly("web/web1 v2", "web/web2 v2", "web/web3 v2", "web/web4 v2");
        assertThat(tier.done)
                .startsWith("web1 DRAIN", "web1 MAINT", "web1 READY", "web2 DRAIN")
                .hasSize(12);
        assertThat(tier.fewestReady).isEqualTo(3);
        assertThat(end.targets()).allSatisfy(target -> {
            assertThat(target.step()).isEqualTo(Step.DONE);
            assertThat(target.run().orElseThrow().output()).containsExactly("begun");
        });
    }

    @Test
    void takesSoManyPercentAtATimeAndNeverAll() throws Exception {
        assertThat(begun("v2", 50).order().together(4)).isEqualTo(2);
        assertThat(begun("v2", 100).order().together(4)).isEqualTo(3);
        assertThat(begun("v2", 1).order().together(4)).isEqualTo(1);
        assertThat(begun("v2", 100).order().together(1)).isEqualTo(1);

        assertThat(run(begun("v2", 50)).phase()).isEqualTo(Phase.DONE);
        assertThat(tier.fewestReady).isBetween(2, 3);
        assertThat(run(begun("v3", 100)).phase()).isEqualTo(Phase.DONE);
        assertThat(hosts.starts).hasSize(8);
    }

    @Test
    void aHookThatFailsStopsItAtTheFirstServerWhichGoesBack() throws Exception {
        Deployment end = run(begun("fails", 1));

        assertThat(end.phase()).isEqualTo(Phase.ROLLED_BACK);
        assertThat(end.sentence()).isEqualTo("web1: the hook ended with status 3");
        assertThat(hosts.starts).containsExactly("web/web1 fails", "web/web1 v1 back");
        assertThat(tier.done).containsExactly("web1 DRAIN", "web1 MAINT", "web1 READY");
        assertThat(end.target("web1").step()).isEqualTo(Step.BACK);
        assertThat(end.target("web2").step()).isEqualTo(Step.WAITING);
    }

    @Test
    void aVersionThatIsNotWellGoesBackToo() throws Exception {
        Deployment end = run(begun("sick", 1));

        assertThat(end.phase()).isEqualTo(Phase.ROLLED_BACK);
        assertThat(end.sentence()).isEqualTo("web1: not well within 30000 ms: it answers 503");
        assertThat(hosts.versions).containsEntry("web/web1", "v1");
    }

    @Test
    void whatWasDeployedAlreadyGoesBackWithDrains() throws Exception {
        hosts.whenLooked = () -> {
            if (hosts.starts.contains("web/web3 v2")) {
                hosts.silent.add("web/web3");
            }
            if (pace.elapsed().compareTo(Hooks.AGENT_AWAY.plusSeconds(10)) > 0) {
                hosts.silent.clear();
            }
        };

        Deployment end = run(begun("v2", 1));

        assertThat(end.phase()).isEqualTo(Phase.ROLLED_BACK);
        assertThat(end.sentence()).startsWith("web3: its agent was not heard for 20 s");
        assertThat(hosts.starts)
                .endsWith("web/web3 v1 back", "web/web2 v1 back", "web/web1 v1 back")
                .hasSize(6);
        assertThat(tier.done)
                .endsWith("web2 DRAIN", "web2 MAINT", "web2 READY", "web1 DRAIN", "web1 MAINT", "web1 READY");
        assertThat(end.target("web4").step()).isEqualTo(Step.WAITING);
    }

    @Test
    void aServerThatCannotGoBackIsLeftOutAndNamedAndNoOtherIsTouched() throws Exception {
        Deployment begun = begun("fails", 1, "sick");

        Deployment end = run(begun);

        assertThat(end.phase()).isEqualTo(Phase.FAILED);
        assertThat(end.sentence())
                .isEqualTo(
                        "web1: the hook ended with status 3; going back failed: web1 is left out of service: not well within"
                                + " 30000 ms: it answers 503");
        assertThat(end.leftOut()).containsExactly("web1");
        assertThat(tier.done).containsExactly("web1 DRAIN", "web1 MAINT");
    }

    @Test
    void aServerThatMayNotBeDrainedIsLeftAsItIs() throws Exception {
        tier.refusals.put("web2 DRAIN", "it would leave 0 of 4");

        Deployment end = run(begun("v2", 1));

        assertThat(end.phase()).isEqualTo(Phase.ROLLED_BACK);
        assertThat(end.sentence()).isEqualTo("web2: it would leave 0 of 4");
        assertThat(hosts.starts).containsExactly("web/web1 v2", "web/web1 v1 back");
    }

    @Test
    void whoCancelsItEndsAHookThatRunsAndEverythingGoesBack() throws Exception {
        Rollout rollout = rollout(begun("hangs", 1));
        hosts.whenLooked = () -> rollout.cancel("cancelled by alice");

        rollout.run();

        Deployment end = journal.last();
        assertThat(end.phase()).isEqualTo(Phase.ROLLED_BACK);
        assertThat(end.sentence()).isEqualTo("cancelled by alice");
        assertThat(hosts.starts).containsExactly("web/web1 hangs", "web/web1 v1 back");
        assertThat(tier.done).endsWith("web1 READY");
    }

    @Test
    void whoeverTakesOverAfterAnyEntryEndsItAlike() throws Exception {
        run(begun("v2", 1));
        List<String> entries = List.copyOf(journal.written);
        assertThat(entries).hasSizeGreaterThan(20);
        for (String entry : entries) {
            Deployment end = run(Wire.read(entry, Deployment.class));
            assertThat(end.phase()).isEqualTo(Phase.DONE);
            assertThat(end.targets()).allMatch(target -> target.step() == Step.DONE);
        }
        // A run of a hook has a name: none was begun twice, however often the deployment was gone on with.
        assertThat(hosts.starts).hasSize(4);
    }

    @Test
    void whoeverTakesOverWhileItGoesBackGoesOnGoingBack() throws Exception {
        run(begun("fails", 1));
        for (String entry : List.copyOf(journal.written)) {
            Deployment end = run(Wire.read(entry, Deployment.class));
            assertThat(end.phase()).isEqualTo(Phase.ROLLED_BACK);
            assertThat(tier.takesTraffic(FakeTier.BACKEND, "web1")).isTrue();
        }
    }

    @Test
    void whoLeadsNoMoreDoesNothingMore() throws Exception {
        hosts.whenLooked = () -> tier.leads = false;

        assertThatThrownBy(() -> run(begun("fails", 1))).isInstanceOf(Deposed.class);

        assertThat(hosts.starts).containsExactly("web/web1 fails");
        assertThat(tier.done).containsExactly("web1 DRAIN", "web1 MAINT");
        assertThat(journal.last().phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void nothingIsDoneThatIsNotInTheJournal() {
        journal.away = true;

        assertThatThrownBy(() -> run(begun("v2", 1)))
                .isInstanceOf(Deposed.class)
                .hasMessageContaining("the disk is full");
        assertThat(tier.done).isEmpty();
    }

    private Deployment run(Deployment deployment) throws Exception {
        rollout(deployment).run();
        return journal.last();
    }

    private Rollout rollout(Deployment deployment) {
        Progress progress = new Progress(deployment, new Journal(journal), tier::leads, pace, now -> {});
        return new Rollout(tier, hosts, pace, progress);
    }

    private Deployment begun(String version, int percent) {
        return begun(version, percent, "v1");
    }

    private Deployment begun(String version, int percent, String before) {
        List<Target> targets = tier.servers(FakeTier.BACKEND).stream()
                .map(server -> new Target(server, Step.WAITING, before, "", Optional.empty()))
                .toList();
        Order order = new Order(FakeTier.BACKEND, version, percent, Order.DRAIN, Order.HEALTHY);
        Deployment begun = new Deployment(
                "op-" + version, order, "alice", Phase.RUNNING, "", Instant.EPOCH, Instant.EPOCH, targets);
        journal.written.add(Wire.write(begun));
        return begun;
    }
}

package io.signalbox.lab.drill;

import io.signalbox.controller.cli.api.Failed;
import io.signalbox.lab.cluster.Cluster;
import io.signalbox.lab.cluster.Controllers;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.AllOf;
import io.signalbox.lab.fault.Fault;
import io.signalbox.lab.fault.FreezeProcess;
import io.signalbox.lab.fault.HoldDown;
import io.signalbox.site.layout.ControlHosts;
import io.signalbox.site.layout.Names;
import io.signalbox.site.layout.SiteDescription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * On a site with three controllers: members of their etcd are lost, killed in odd rounds and stopped in even ones. Of one nothing comes;
 * without a majority nothing is decided any more, which is said, and clients do not notice.
 *
 * @param members how many are lost
 */
record LoseEtcd(String name, String sentence, int members) implements Drill {
    private static final Duration TIME = Duration.ofSeconds(8);
    private static final Duration NAMED_BOUND = Duration.ofSeconds(8);
    private static final Duration LED_BOUND = Duration.ofSeconds(20);
    private static final String NAMED = "store_unusable";
    private static final String NOBODY_LEADS = "no_leader";

    static final List<Drill> DRILLS = List.of(
            new LoseEtcd(
                    "lose-etcd-member",
                    "of three controllers' etcd one member is killed (odd rounds) or stands still (even rounds) for "
                            + TIME.toSeconds() + " s: a controller leads, no failover, clients do not notice",
                    1),
            new LoseEtcd(
                    "lose-etcd-quorum",
                    "of three controllers' etcd two members are killed (odd rounds) or stand still (even rounds) for "
                            + TIME.toSeconds() + " s: " + NAMED
                            + ", a switchover is refused, no failover, clients do not notice; led again when they are back",
                    2));

    @Override
    public List<Promise> promises() {
        return Promise.UNNOTICED;
    }

    @Override
    public int usualRounds() {
        return 4;
    }

    @Override
    public Incident strike(Scene scene) {
        Controllers controllers = scene.stage().controllers();
        if (controllers.processes().size() < 2) {
            throw new DrillFailure("this needs a site with three controllers: up --controllers 3");
        }
        Fault loss = loss(scene);
        Symptoms symptoms = new Symptoms(scene);
        long at = System.nanoTime();
        scene.stage().faults().inject(loss);
        if (members == 1) {
            Wait.forA(TIME);
            symptoms.demand(
                    Wait.until(
                            LED_BOUND,
                            () -> controllers.leader().isPresent()
                                    && !problems(scene).contains(NAMED)),
                    "nobody leads, or the API says " + NAMED + ", although two members are left");
        } else {
            symptoms.demand(
                    Wait.until(NAMED_BOUND, () -> problems(scene).contains(NAMED)),
                    "no controller said " + NAMED + " within " + NAMED_BOUND.toSeconds() + " s");
            symptoms.demand(
                    Wait.until(NAMED_BOUND, () -> controllers.leader().isEmpty()), "a controller says that it leads");
            demandRefusal(scene.stage().cluster(), symptoms);
            Wait.forA(TIME);
            symptoms.demand(controllers.leader().isEmpty(), "a controller says again that it leads");
        }
        scene.stage().faults().heal(loss);
        long healed = System.nanoTime();
        symptoms.demand(
                Wait.until(LED_BOUND, () -> controllers.leader().isPresent() && controllers.allReady()),
                "nobody leads " + LED_BOUND.toSeconds() + " s after the members came back");
        String note = "led, and every controller ready, " + (System.nanoTime() - healed) / 1_000_000
                + " ms after they came back";
        return Incident.of(loss.sentence(), at).failing(symptoms.missed()).noting(List.of(note));
    }

    private static void demandRefusal(Cluster cluster, Symptoms symptoms) {
        try {
            String operation = cluster.switchover();
            symptoms.demand(false, "a switchover was begun without the store: " + operation);
        } catch (Failed refused) {
            symptoms.demand(
                    refused.json().contains(NOBODY_LEADS),
                    "the switchover was not refused with " + NOBODY_LEADS + ": " + refused.sentence());
        }
    }

    private static Set<String> problems(Scene scene) {
        return scene.stage().cluster().problemsOfAnyController();
    }

    /** Others in each round. */
    private Fault loss(Scene scene) {
        ControlHosts control = SiteDescription.read(
                        scene.stage().site().layout().description())
                .control();
        List<String> all = new ArrayList<>(control.members());
        Collections.rotate(all, scene.number() - 1);
        List<String> lost = all.stream()
                .limit(members)
                .map(member -> Names.process(control.host(member), ControlHosts.ETCD))
                .toList();
        return scene.number() % 2 == 1
                ? new HoldDown(scene.stage().site(), lost)
                : new AllOf(lost.stream()
                        .<Fault>map(member -> new FreezeProcess(member, scene.process(member)))
                        .toList());
    }
}

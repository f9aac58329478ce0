package io.signalbox.lab.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalbox.controller.cli.api.Failed;
import io.signalbox.lab.cluster.Cluster;
import io.signalbox.lab.cluster.Controllers;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.KillProcess;
import io.signalbox.lab.workload.WebLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The controller, of several the one that leads, is killed while a deployment is at one of its steps, one step a round. The one that is
 * started again, or another that comes to lead, ends it: no web server stays out of service, and no request fails.
 */
final class KillControllerDeploying implements Drill {
    /** When it is killed: the step that a web server is at. */
    private enum Moment {
        DRAINING(false),
        DEPLOYING(false),
        CHECKING(false),
        READYING(false),
        /** It never will be well: there is time to wait for that, and to be killed in it. */
        CHECKING_WHAT_IS_BROKEN(true),
        GOING_BACK(true);

        private final boolean broken;

        Moment(boolean broken) {
            this.broken = broken;
        }

        String step() {
            return this == CHECKING_WHAT_IS_BROKEN ? CHECKING.step() : name().toLowerCase(Locale.ROOT);
        }

        String sentence() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** From the beginning until the step is reached. */
    private static final Duration STEP_BOUND = Duration.ofSeconds(60);
    /** From the death until a controller leads. */
    private static final Duration LEADS_BOUND = Duration.ofSeconds(30);
    /** From then until the deployment has ended. */
    private static final Duration END_BOUND = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "kill-controller-deploying";
    }

    @Override
    public String sentence() {
        return "the controller, of three the leader, is killed at each step of a deployment, one a round ("
                + usualRounds() + " rounds): the next ends it, no web server stays out of service, no failed request";
    }

    @Override
    public List<Promise> promises() {
        return Promise.UNNOTICED;
    }

    @Override
    public int usualRounds() {
        return Moment.values().length;
    }

    @Override
    public Incident strike(Scene scene) {
        Moment moment = Moment.values()[(scene.number() - 1) % Moment.values().length];
        WebVersions versions = new WebVersions(scene.stage().cluster());
        String before = versions.common();
        String version = moment.broken ? WebVersions.BROKEN : versions.another();
        List<String> reasons = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Victim victim = Victim.of(scene);
        long at = System.nanoTime();
        try (WebLoad load = WebVisitors.of(scene.stage().site())) {
            String id = begin(scene.stage().cluster(), version);
            if (killAt(scene, victim, moment, id, reasons, notes)) {
                requireEnd(scene.stage().cluster(), id, moment.broken ? "rolled_back" : "done", reasons, notes);
            }
            versions.require(moment.broken ? before : version, reasons);
            notes.add(load.answered() + " requests answered, " + load.failed() + " failed");
            if (load.failed() > 0) {
                reasons.add(load.failed() + " failed requests: " + String.join("; ", load.failures()));
            }
        }
        return Incident.of("deployment of " + version + ", its controller killed while " + moment.sentence(), at)
                .failing(reasons)
                .noting(notes);
    }

    private static String begin(Cluster cluster, String version) {
        try {
            return cluster.deploy(WebVersions.BACKEND, version, WebVersions.HEALTHY);
        } catch (Failed e) {
            throw new DrillFailure("the deployment of " + version + " was refused: " + e.sentence());
        }
    }

    /** The process of the controller that leads. */
    private record Victim(String name, long pid) {
        static Victim of(Scene scene) {
            List<String> leader = new ArrayList<>();
            Wait.until(
                    LEADS_BOUND,
                    () -> scene.stage()
                            .controllers()
                            .leader()
                            .filter(leader::add)
                            .isPresent());
            if (leader.isEmpty()) {
                throw new DrillFailure("no controller leads");
            }
            return new Victim(
                    leader.getFirst(), scene.process(leader.getFirst()).pid());
        }
    }

    /** Returns whether it was killed there, and some controller leads again. */
    private static boolean killAt(
            Scene scene, Victim victim, Moment moment, String id, List<String> reasons, List<String> notes) {
        Stage stage = scene.stage();
        if (!Wait.until(STEP_BOUND, () -> isAt(stage.cluster(), id, moment.step()))) {
            reasons.add("no web server was seen " + moment.sentence());
            return false;
        }
        stage.faults().inject(new KillProcess(victim.name(), victim.pid()));
        long dead = System.nanoTime();
        boolean led = Wait.until(LEADS_BOUND, () -> leadsNow(scene, victim));
        notes.add("killed while " + moment.sentence() + ", led again after " + millisSince(dead) + " ms");
        if (!led) {
            reasons.add("no controller led within " + LEADS_BOUND.toSeconds() + " s");
        }
        return led;
    }

    private static boolean isAt(Cluster cluster, String id, String step) {
        try {
            for (JsonNode server : cluster.deployment(id).path("servers")) {
                if (server.path("step").asText().equals(step)) {
                    return true;
                }
            }
            return false;
        } catch (Failed notNow) {
            return false;
        }
    }

    /** Another process than the one that was killed, whether or not it has the same name. */
    private static boolean leadsNow(Scene scene, Victim before) {
        Controllers controllers = scene.stage().controllers();
        Optional<String> now = controllers.leader();
        return now.filter(name -> !name.equals(before.name())
                        || scene.stage()
                                .site()
                                .pid(name)
                                .filter(pid -> pid != before.pid())
                                .isPresent())
                .isPresent();
    }

    private static void requireEnd(
            Cluster cluster, String id, String wanted, List<String> reasons, List<String> notes) {
        long led = System.nanoTime();
        if (!Wait.until(END_BOUND, () -> cluster.hasEnded(id))) {
            reasons.add("the deployment had not ended " + END_BOUND.toSeconds() + " s after a controller led again");
            return;
        }
        try {
            JsonNode end = cluster.deployment(id);
            String state = end.path("state").asText();
            notes.add(state + " after another " + millisSince(led) + " ms");
            if (!state.equals(wanted)) {
                reasons.add("the deployment ended as " + state + ", not as " + wanted + ": "
                        + end.path("sentence").asText());
            }
        } catch (Failed e) {
            reasons.add("the deployment is not known after its end: " + e.sentence());
        }
    }

    private static long millisSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }
}

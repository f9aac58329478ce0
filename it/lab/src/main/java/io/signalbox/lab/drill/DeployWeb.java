package io.signalbox.lab.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalbox.controller.cli.api.Failed;
import io.signalbox.lab.cluster.Cluster;
import io.signalbox.lab.workload.WebLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A good version is deployed on every web server, then a broken one is tried, while clients keep their connections. */
final class DeployWeb implements Drill {
    private static final Duration BOUND = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "deploy";
    }

    @Override
    public String sentence() {
        return "a version is deployed on every web server under load, then one that is broken stops at the first server and goes back:"
                + " no failed request";
    }

    @Override
    public List<Promise> promises() {
        return Promise.UNNOTICED;
    }

    @Override
    public int usualRounds() {
        return 3;
    }

    @Override
    public Incident strike(Scene scene) {
        Stage stage = scene.stage();
        WebVersions versions = new WebVersions(stage.cluster());
        String good = WebVersions.GOOD.get((scene.number() - 1) % WebVersions.GOOD.size());
        long at = System.nanoTime();
        List<String> reasons = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        try (WebLoad load = WebVisitors.of(stage.site())) {
            deploy(stage, good, "done", reasons, notes);
            versions.require(good, reasons);
            JsonNode refused = deploy(stage, WebVersions.BROKEN, "rolled_back", reasons, notes);
            requireStopped(refused, reasons);
            versions.require(good, reasons);
            notes.add(load.answered() + " requests answered, " + load.failed() + " failed");
            if (load.failed() > 0) {
                reasons.add(load.failed() + " failed requests: " + String.join("; ", load.failures()));
            }
        }
        return Incident.of("deployment of " + good + ", then of " + WebVersions.BROKEN, at)
                .failing(reasons)
                .noting(notes);
    }

    private static JsonNode deploy(
            Stage stage, String version, String wanted, List<String> reasons, List<String> notes) {
        Cluster cluster = stage.cluster();
        long asked = System.nanoTime();
        try {
            String id = cluster.deploy(WebVersions.BACKEND, version, WebVersions.HEALTHY);
            String state = cluster.end(id, BOUND, stage.log());
            JsonNode deployment = cluster.deployment(id);
            notes.add(version + " " + state + " after "
                    + Duration.ofNanos(System.nanoTime() - asked).toMillis() + " ms");
            if (!state.equals(wanted)) {
                reasons.add("the deployment of " + version + " ended as " + state + ": "
                        + deployment.path("sentence").asText());
            }
            return deployment;
        } catch (Failed e) {
            throw new DrillFailure("the deployment of " + version + " was refused: " + e.sentence());
        }
    }

    /** Only the first server was ever touched, and it came back. */
    private static void requireStopped(JsonNode deployment, List<String> reasons) {
        List<String> steps = new ArrayList<>();
        deployment
                .path("servers")
                .forEach(server -> steps.add(server.path("step").asText()));
        boolean stopped = steps.getFirst().equals("back")
                && steps.subList(1, steps.size()).stream().allMatch("waiting"::equals);
        if (!stopped) {
            reasons.add("the broken version did not stop at the first server: " + steps);
        }
    }
}

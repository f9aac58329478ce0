package io.signalbox.lab.drill;

import io.signalbox.controller.cli.api.Failed;
import io.signalbox.lab.cluster.Cluster;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.workload.WebLoad;
import io.signalbox.site.layout.Names;
import io.signalbox.site.supervisor.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One web server after the other is drained, killed, started and put back, while clients keep their connections. */
final class DrainWeb implements Drill {
    private static final String BACKEND = "web";
    private static final Duration DRAINED_BOUND = Duration.ofSeconds(40);
    private static final Duration BACK_BOUND = Duration.ofSeconds(30);
    /** Clients go on for so long while the server is away. */
    private static final Duration AWAY = Duration.ofMillis(500);

    @Override
    public String name() {
        return "drain-web";
    }

    @Override
    public String sentence() {
        return "a web server is drained, killed, started and put back under load by clients that keep their connections: no failed"
                + " request; a database is not touched";
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
        List<String> hosts = stage.doors().servers().keySet().stream()
                .filter(host -> stage.site().pid(Names.process(host, Names.WEB)).isPresent())
                .toList();
        if (hosts.size() < 2) {
            throw new DrillFailure("the only web server cannot be drained");
        }
        String host = hosts.get((scene.number() - 1) % hosts.size());
        long at = System.nanoTime();
        List<String> reasons = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        try (WebLoad load = WebVisitors.of(stage.site())) {
            takeOutAndBack(stage, host, load, reasons, notes);
            notes.add(load.answered() + " requests answered, " + load.failed() + " failed");
            if (load.failed() > 0) {
                reasons.add(load.failed() + " failed requests: " + String.join("; ", load.failures()));
            }
        }
        return Incident.of("drain and stop of " + Names.web(host), at)
                .failing(reasons)
                .noting(notes);
    }

    private static void takeOutAndBack(
            Stage stage, String host, WebLoad load, List<String> reasons, List<String> notes) {
        String web = Names.web(host);
        String process = Names.process(host, Names.WEB);
        if (!Wait.until(BACK_BOUND, () -> load.answeredBy(web) > 0)) {
            reasons.add(web + " answered nobody before it was drained");
        }
        long asked = System.nanoTime();
        if (!ask(stage, web, "drain", reasons)) {
            return;
        }
        notes.add("drained after " + Duration.ofNanos(System.nanoTime() - asked).toMillis() + " ms");
        ask(stage, web, "maintenance", reasons);
        long before = load.answeredBy(web);
        stage.site().hold(process);
        try {
            stage.site().kill(process, Signal.KILL);
            Wait.forA(AWAY);
            if (load.answeredBy(web) > before) {
                reasons.add(web + " answered while it was drained");
            }
        } finally {
            stage.site().release(process);
        }
        Wait.until(BACK_BOUND, () -> stage.site().pid(process).isPresent());
        ask(stage, web, "ready", reasons);
        long ready = System.nanoTime();
        if (Wait.until(BACK_BOUND, () -> load.answeredBy(web) > before)) {
            notes.add("served again "
                    + Duration.ofNanos(System.nanoTime() - ready).toMillis() + " ms after ready");
        } else {
            reasons.add(web + " was not back within " + BACK_BOUND.toSeconds() + " s");
        }
    }

    private static boolean ask(Stage stage, String web, String act, List<String> reasons) {
        Cluster cluster = stage.cluster();
        try {
            String state = cluster.end(cluster.web(BACKEND, web, act), DRAINED_BOUND, stage.log());
            if (!state.equals("done")) {
                reasons.add(act + " of " + web + " ended as " + state);
            }
            return state.equals("done");
        } catch (Failed e) {
            reasons.add(act + " of " + web + " was refused: " + e.sentence());
            return false;
        }
    }
}

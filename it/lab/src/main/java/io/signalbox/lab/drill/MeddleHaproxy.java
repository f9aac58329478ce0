package io.signalbox.lab.drill;

import io.signalbox.haproxy.command.AdminState;
import io.signalbox.haproxy.command.ServerId;
import io.signalbox.haproxy.command.Weight;
import io.signalbox.haproxy.command.WorkerCommand;
import io.signalbox.haproxy.command.WorkerCommand.SetState;
import io.signalbox.haproxy.command.WorkerCommand.SetWeight;
import io.signalbox.haproxy.configuration.BackendNames;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.Hand;
import io.signalbox.site.layout.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Somebody changes HAProxy's route by hand, at its runtime socket. It is undone within a second, and told. */
final class MeddleHaproxy implements Drill {
    private static final Duration UNDONE_BOUND = Duration.ofSeconds(1);
    private static final Duration TOLD_BOUND = Duration.ofSeconds(5);
    /** How the proxy's agent begins its line in its log. */
    private static final String TOLD = "PROXY_ROUTE_RESTORED";

    private static final String DRIFTED = "proxy_drifted";

    /** What somebody does. */
    private record Way(String words, Function<Scene, List<WorkerCommand>> commands) {}

    private static final List<Way> WAYS = List.of(
            new Way("opens a replica for writes", scene -> List.of(state(writer(replica(scene)), AdminState.READY))),
            new Way(
                    "closes the primary and opens a replica",
                    scene -> List.of(
                            state(writer(scene.primary()), AdminState.MAINT),
                            state(writer(replica(scene)), AdminState.READY))),
            new Way("closes the primary", scene -> List.of(state(writer(scene.primary()), AdminState.MAINT))),
            new Way(
                    "gives the primary the weight 0",
                    scene -> List.of(new SetWeight(writer(scene.primary()), new Weight(0)))),
            new Way(
                    "closes the server that holds clients",
                    scene -> List.of(state(writer(BackendNames.HOLD), AdminState.MAINT))),
            new Way("drains the primary", scene -> List.of(state(writer(scene.primary()), AdminState.DRAIN))));

    @Override
    public String name() {
        return "meddle-haproxy";
    }

    @Override
    public String sentence() {
        return "somebody changes HAProxy's route at its runtime socket, in " + WAYS.size()
                + " ways (a round each): undone within a second and told, no failover, no failed write, nobody writes elsewhere";
    }

    @Override
    public List<Promise> promises() {
        return List.of(Promise.NO_FAILOVER, Promise.NO_FAILED_WRITE, Promise.NONE_REFUSED);
    }

    @Override
    public int usualRounds() {
        return WAYS.size();
    }

    @Override
    public Incident strike(Scene scene) {
        Way way = WAYS.get((scene.number() - 1) % WAYS.size());
        Hand hand = new Hand(scene.stage().site(), Names.BALANCER, way.words, way.commands.apply(scene));
        Symptoms symptoms = new Symptoms(scene);
        long told = told(scene);
        long at = System.nanoTime();
        scene.stage().faults().inject(hand);
        Set<String> shown = new TreeSet<>();
        boolean undone = Wait.until(UNDONE_BOUND, () -> {
            shown.addAll(scene.stage().cluster().problems());
            return hand.undone();
        });
        long millis = (System.nanoTime() - at) / 1_000_000;
        symptoms.demand(undone, "it was not undone within " + UNDONE_BOUND.toMillis() + " ms");
        symptoms.demand(
                Wait.until(TOLD_BOUND, () -> told(scene) > told),
                "the proxy's agent did not tell " + TOLD + " in its log");
        symptoms.demand(
                Wait.until(TOLD_BOUND, () -> !scene.stage().cluster().problems().contains(DRIFTED)),
                "the API still says " + DRIFTED);
        scene.stage().faults().heal(hand);
        return Incident.of(hand.sentence(), at)
                .failing(symptoms.missed())
                .noting(List.of("undone after " + millis + " ms; the API said meanwhile " + shown));
    }

    private static long told(Scene scene) {
        Path log = scene.stage().site().layout().log(Names.process(Names.BALANCER, Names.AGENT));
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(TOLD)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String replica(Scene scene) {
        return scene.replicas().getFirst();
    }

    private static ServerId writer(String server) {
        return ServerId.of(BackendNames.writers(Names.CLUSTER), server);
    }

    private static WorkerCommand state(ServerId server, AdminState state) {
        return new SetState(server, state);
    }
}

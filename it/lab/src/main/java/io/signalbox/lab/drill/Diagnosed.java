package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Something was set wrong that no problem of the moment shows: the doctor names it, and it is no reason for a failover.
 *
 * @param patient the server on which it is wrong
 * @param finding the doctor's code
 * @param also what is promised beside that nobody is promoted
 */
record Diagnosed(
        String name,
        String sentence,
        Function<Scene, String> patient,
        Function<Scene, Fault> fault,
        String finding,
        List<Promise> also)
        implements Drill {
    /** An agent looks every 30 s, and when its mysqld begins to answer. */
    private static final Duration NAMED_BOUND = Duration.ofSeconds(40);

    @Override
    public List<Promise> promises() {
        return Stream.concat(Stream.of(Promise.NO_FAILOVER), also.stream()).toList();
    }

    @Override
    public int usualRounds() {
        return 3;
    }

    @Override
    public Incident strike(Scene scene) {
        Fault what = fault.apply(scene);
        String server = patient.apply(scene);
        Symptoms symptoms = new Symptoms(scene);
        long at = System.nanoTime();
        scene.stage().faults().inject(what);
        symptoms.demand(
                Wait.until(NAMED_BOUND, () -> scene.stage().cluster().findings().contains(finding)),
                "the doctor did not say " + finding + " within " + NAMED_BOUND.toSeconds() + " s");
        symptoms.demandSamePrimary(what.sentence());
        scene.stage().faults().heal(what);
        Incident incident = Incident.of(what.sentence(), at).failing(symptoms.missed());
        return server.equals(scene.primary()) ? incident : incident.hit(server);
    }
}

package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A fault that lasts a while and is no death: slow, cut off, overloaded. The site comes through it with the same primary, and
 * says what is wrong.
 *
 * @param time how long the fault lasts, once it is named
 * @param named the code of the problem that the API must show meanwhile, if it must
 * @param namedWithin from the fault on
 * @param also what is promised beside that nobody is promoted
 */
record Endured(
        String name,
        String sentence,
        Function<Scene, Fault> fault,
        Duration time,
        Optional<String> named,
        Duration namedWithin,
        List<Promise> also)
        implements Drill {
    private static final Duration NAMED_BOUND = Duration.ofSeconds(5);
    /** Longer than a wrong decision would need, after the fault is over. */
    private static final Duration LOOK = Duration.ofSeconds(3);

    Endured(
            String name,
            String sentence,
            Function<Scene, Fault> fault,
            Duration time,
            Optional<String> named,
            List<Promise> also) {
        this(name, sentence, fault, time, named, NAMED_BOUND, also);
    }

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
        List<String> reasons = new ArrayList<>();
        long at = System.nanoTime();
        scene.stage().faults().inject(what);
        named.filter(code -> !Wait.until(
                        namedWithin, () -> scene.stage().cluster().problems().contains(code)))
                .ifPresent(code ->
                        reasons.add("the API did not say " + code + " within " + namedWithin.toSeconds() + " s"));
        Wait.forA(time);
        // A controller that stands still is not asked: the answer would come when it goes on.
        List<String> notes = named.flatMap(code -> scene.stage().cluster().decision())
                .map(decision -> List.of("the decision at the end: " + decision))
                .orElse(List.of());
        scene.stage().faults().heal(what);
        Wait.forA(LOOK);
        return Incident.of(what.sentence(), at).failing(reasons).noting(notes);
    }
}

package io.signalbox.controller.core.analysis;

import io.signalbox.controller.core.topology.Topology;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/** A row of the table of problems: when it matches a part of the site, and who said so. */
record Row<S>(ProblemKind kind, BiPredicate<Topology, S> matches, BiFunction<Topology, S, List<Evidence>> evidence) {

    boolean matches(Topology t, S subject) {
        return matches.test(t, subject);
    }

    /** @param name of the part of the site, or empty for the whole */
    Problem problem(Topology t, S subject, String name) {
        List<Evidence> words = evidence.apply(t, subject);
        String who = name.isEmpty() ? "" : name + ": ";
        String because = String.join(
                "; ",
                words.stream()
                        .map(word -> word.who().equals(name) ? word.value() : word.words())
                        .filter(text -> !text.isEmpty())
                        .toList());
        return new Problem(kind, name, who + kind.meaning() + (because.isEmpty() ? "" : " (" + because + ")"), words);
    }
}

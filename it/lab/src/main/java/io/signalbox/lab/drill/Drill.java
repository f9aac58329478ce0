package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.ClusterState;
import java.time.Duration;
import java.util.List;

/** One way to break a site. */
public interface Drill {
    /** As on the command line. */
    String name();

    /** What is done and what must come of it, for {@code drill list}. */
    String sentence();

    /** What is graded, beside what is graded always ({@link Promise#ALWAYS}). */
    List<Promise> promises();

    /** How many rounds it makes unless told. */
    default int usualRounds() {
        return 1;
    }

    /** From the healing until everything is well again, by itself. */
    default Duration wholeWithin() {
        return Stage.WHOLE_BOUND;
    }

    /**
     * Before the clients of a round begin: what the fault needs. Returns the site as it is then, whole.
     *
     * @param whole as it is
     */
    default ClusterState prepare(Stage stage, ClusterState whole) {
        return whole;
    }

    /** Injects the fault, waits until clients can write again (or the fault is over), and heals it. */
    Incident strike(Scene scene);
}

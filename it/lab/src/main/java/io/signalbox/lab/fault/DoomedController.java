package io.signalbox.lab.fault;

import io.signalbox.site.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The controller's place is taken by a copy of it that will die at one step of a plan: the environment variable
 * {@code SIGNALBOX_CRASH_AT} names an entry of the journal, such as {@code failover.name.begun}. As soon as it is dead, and at the
 * latest when this is healed, the supervisor starts the real one again.
 */
public final class DoomedController implements Fault {
    /** The only controller of a site that has one. */
    public static final String CONTROLLER = "lb1/controller";

    private static final String VARIABLE = "SIGNALBOX_CRASH_AT";
    /** How the controller ends when it has come to its point. */
    private static final int FAILPOINT_EXIT = 86;

    private final StandIn standIn;
    private final String point;

    /** @param controller whose place is taken, as its supervisor names it */
    public DoomedController(Site site, String controller, String point, Path log) {
        this.standIn = new StandIn(site, controller, Map.of(VARIABLE, point), log);
        this.point = point;
    }

    @Override
    public void inject() {
        standIn.inject();
    }

    /** When it died; empty if it still lives after the bound, or ended otherwise than at its point. */
    public Optional<Long> awaitDeathAtItsPoint(Duration bound) {
        Process copy = standIn.copy();
        return copy != null && ended(copy, bound) && copy.exitValue() == FAILPOINT_EXIT
                ? Optional.of(standIn.diedAt())
                : Optional.empty();
    }

    private static boolean ended(Process copy, Duration bound) {
        try {
            return copy.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void heal() {
        standIn.heal();
    }

    @Override
    public String sentence() {
        return "the controller will die at " + point;
    }
}

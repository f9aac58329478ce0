package io.signalbox.controller.core.kernel;

import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * One moment at which the controller ends: between two effects of one step.
 *
 * @param effects that were carried out, of this step; 0: its journal entry was not, 1: nothing but its entry was
 * @param sequel what else happens
 */
record CrashPoint(Plan plan, int servers, String step, int effects, Sequel sequel) {
    /** Time enough for every plan, in steps of {@link FakeSite}. */
    static final int PATIENCE = 2000;

    /** What else happens before another controller is well in office. */
    enum Sequel {
        NOTHING,
        THE_NEXT_COMMAND_ARRIVES_LATE,
        THE_PRIMARY_DIES_TOO
    }

    /** Every moment of a plan, found by playing its scenario once without a crash. */
    static List<CrashPoint> of(Plan plan, int servers) {
        List<CrashPoint> points = new ArrayList<>();
        Footsteps footsteps = new Footsteps(plan);
        Scenario scenario = Scenario.of(plan);
        FakeSite site = scenario.site(servers);
        scenario.stage().accept(site);
        site.crashBefore = effect -> {
            footsteps.next(effect).ifPresent(place -> {
                for (Sequel sequel : Sequel.values()) {
                    if (sequel != Sequel.THE_NEXT_COMMAND_ARRIVES_LATE || effect instanceof Effect.Send) {
                        points.add(new CrashPoint(plan, servers, place.step(), place.effects(), sequel));
                    }
                }
            });
            return false;
        };
        scenario.strike().accept(site);
        for (int i = 0; i < PATIENCE && !footsteps.ended(); i++) {
            site.step();
        }
        return points;
    }

    boolean at(Footsteps.Place place) {
        return place.step().equals(step) && place.effects() == effects;
    }

    @Override
    public String toString() {
        return plan.word() + "." + step + " of " + servers + " servers, " + effects + " effects done, then " + sequel;
    }
}

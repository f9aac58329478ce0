package io.signalbox.lab.drill;

import io.signalbox.controller.core.plan.Plan;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A journal entry at which the controller dies. The points are made from the kernel's own tables of steps: a new step is a new point.
 *
 * @param name as {@code SIGNALBOX_CRASH_AT} has it: {@code plan.step.begun}
 */
public record CrashPoint(Plan plan, String name) {
    /** A person's wish sets these off; the death of the primary sets off, sooner or later, all others that a drill can reach. */
    private static final Set<Plan> PLANNED = Set.of(Plan.SWITCHOVER, Plan.ROLLBACK);

    /** Every step of a plan, as it begins. */
    public static List<CrashPoint> of(Plan plan) {
        return plan.steps().stream()
                .map(step -> new CrashPoint(plan, plan.word() + "." + step.name() + ".begun"))
                .toList();
    }

    /** Reads a point's name; an unknown plan or step is an error that names the known ones. */
    public static CrashPoint parse(String name) {
        String word = name.split("\\.", 2)[0];
        Plan plan = Arrays.stream(Plan.values())
                .filter(candidate -> candidate.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word + " is no plan; there are "
                        + Arrays.stream(Plan.values()).map(Plan::word).toList()));
        String step = name.split("\\.").length == 3 ? name.split("\\.")[1] : "";
        if (plan.steps().stream().noneMatch(known -> known.name().equals(step))) {
            throw new IllegalArgumentException(name + " is no point of " + word + "; there are "
                    + of(plan).stream().map(CrashPoint::name).toList());
        }
        return new CrashPoint(plan, name);
    }

    boolean setOffBySwitchover() {
        return PLANNED.contains(plan);
    }
}

package io.signalbox.lab.drill;

import io.signalbox.controller.core.plan.Plan;
import java.util.Arrays;
import java.util.List;

/**
 * A journal entry at which the controller dies. The points are made from the kernel's own tables of steps: a new step is a new point.
 *
 * @param step at whose begin
 * @param name as {@code SIGNALBOX_CRASH_AT} has it: {@code plan.step.begun}
 */
public record CrashPoint(Plan plan, String step, String name) {
    /** Every step of a plan, as it begins. */
    public static List<CrashPoint> of(Plan plan) {
        return plan.steps().stream()
                .map(step -> new CrashPoint(plan, step.name(), plan.word() + "." + step.name() + ".begun"))
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
        return new CrashPoint(plan, step, name);
    }

    /** The wish is nowhere but in the controller's memory yet. */
    boolean isFirst() {
        return plan.steps().getFirst().name().equals(step);
    }
}

package io.signalbox.controller.cli.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** {@code GET /plans}: a table for each procedure. */
public final class PlanPage {
    private PlanPage() {}

    public static String ofAll(JsonNode body, Paint paint) {
        return StreamSupport.stream(body.path("items").spliterator(), false)
                .map(plan -> of(plan, paint))
                .collect(Collectors.joining("\n"));
    }

    private static String of(JsonNode plan, Paint paint) {
        Table table = new Table("STEP", "ROWS", "NEEDS", "DOES", "DEADLINE", "WHEN IT ENDS HERE");
        plan.path("steps")
                .forEach(step -> table.row(
                        Words.text(step, "name"),
                        Words.text(step, "rows"),
                        Words.text(step, "needs"),
                        Words.text(step, "act"),
                        Words.text(step, "deadline"),
                        Words.text(step, "undo")));
        return paint.tint(Tone.STRONG, Words.text(plan, "name")) + "\n" + table.print("  ", paint);
    }
}

package io.signalbox.controller.cli.print;

import com.fasterxml.jackson.databind.JsonNode;

/** {@code GET /clusters/{c}/decision}: why, or why not. */
public final class DecisionPage {
    private DecisionPage() {}

    public static String of(JsonNode decision, Paint paint) {
        Table table = new Table("GATE", "VALUE", "THRESHOLD", "PASSED");
        decision.path("gates")
                .forEach(gate -> table.row(
                        Words.text(gate, "name"),
                        Words.text(gate, "value"),
                        Words.text(gate, "threshold"),
                        Words.yes(gate, "passed")));
        Table witnesses = new Table("WITNESS", "SAYS", "WHAT", "VALUE", "AGE");
        decision.path("evidence")
                .forEach(word -> witnesses.row(
                        Words.text(word, "who"),
                        Words.text(word, "says"),
                        Words.text(word, "what"),
                        Words.text(word, "value"),
                        Words.millis(word, "ageMillis")));
        return paint.tint(Tone.STRONG, Words.text(decision, "verdict")) + ": " + Words.text(decision, "reason") + "\n"
                + table.print("  ", paint)
                + (decision.path("evidence").isEmpty() ? "" : "\n" + witnesses.print("  ", paint));
    }
}

package io.signalbox.controller.cli.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Operations: what was asked for, and what became of it. */
public final class OperationPage {
    private OperationPage() {}

    /** A line for each. */
    public static String ofAll(JsonNode body, Paint paint) {
        Table table = new Table("ID", "KIND", "STATE", "SENTENCE");
        body.path("items")
                .forEach(operation -> table.row(
                        Words.text(operation, "id"),
                        Words.text(operation, "kind"),
                        Words.text(operation, "state"),
                        Words.text(operation, "sentence")));
        return table.print("", paint);
    }

    /** One sentence, then every blocker. */
    public static String of(JsonNode operation, Paint paint) {
        String sentence = operation.path("sentence").asText();
        return Words.text(operation, "kind") + " " + paint.word(Words.text(operation, "state"))
                + (sentence.isEmpty() ? "" : ": " + sentence) + "\n" + blockers(operation, paint);
    }

    private static String blockers(JsonNode operation, Paint paint) {
        return StreamSupport.stream(operation.path("blockers").spliterator(), false)
                .map(blocker -> "  - " + server(blocker) + Words.text(blocker, "sentence") + " "
                        + paint.tint(Tone.DIM, "(" + Words.text(blocker, "code") + ")") + "\n")
                .collect(Collectors.joining());
    }

    private static String server(JsonNode blocker) {
        String server = blocker.path("server").asText();
        return server.isEmpty() ? "" : server + ": ";
    }

    /** A mutation that ended at once: its sentence if it has one, else its fields. */
    public static String ofOutcome(JsonNode body, Paint paint) {
        if (body.has("state")) {
            return of(body, paint);
        }
        return body.properties().stream()
                .map(field -> field.getKey() + ": "
                        + (field.getValue().isValueNode() ? field.getValue().asText() : field.getValue()) + "\n")
                .collect(Collectors.joining());
    }
}

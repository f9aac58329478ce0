package io.signalbox.controller.cli.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Receipts of failovers and switchovers. */
public final class ReceiptPage {
    private ReceiptPage() {}

    /** A line for each. */
    public static String ofAll(JsonNode body, Paint paint) {
        Table table = new Table("ID", "KIND", "RESULT", "FROM", "TO", "EPOCH", "TOOK", "LOST", "STARTED", "CAUSE");
        body.path("items")
                .forEach(receipt -> table.row(
                        Words.text(receipt, "id"),
                        Words.text(receipt, "kind"),
                        Words.text(receipt, "result"),
                        Words.text(receipt, "from"),
                        Words.text(receipt, "to"),
                        Words.text(receipt, "epoch"),
                        took(receipt.path("phases")),
                        Words.text(receipt, "lost"),
                        Words.text(receipt, "startedAt"),
                        Words.text(receipt, "cause")));
        return table.print("", paint);
    }

    /** Everything about one. */
    public static String of(JsonNode receipt, Paint paint) {
        Table table = new Table("RECEIPT", Words.text(receipt, "id"));
        for (String field : new String[] {"kind", "result", "from", "to", "epoch", "cause", "startedAt", "lost"}) {
            table.row(field, Words.text(receipt, field));
        }
        table.row("phases", phases(receipt.path("phases")));
        rows(table, "before, ", receipt.path("sets"));
        rows(table, "after, ", receipt.path("after"));
        rows(table, "set aside by ", receipt.path("leftovers"));
        return table.print("", paint) + evidence(receipt, paint) + steps(receipt, paint) + timeline(receipt);
    }

    private static String evidence(JsonNode receipt, Paint paint) {
        Table table = new Table("WITNESS", "HEARD", "SAID");
        receipt.path("evidence")
                .forEach(witness -> table.row(
                        Words.text(witness, "witness"),
                        Words.millis(witness, "ageMillis") + " before",
                        Words.text(witness, "said")));
        return receipt.path("evidence").isEmpty() ? "" : table.print("", paint);
    }

    private static String steps(JsonNode receipt, Paint paint) {
        Table table = new Table("STEP", "TOOK", "DID");
        receipt.path("steps")
                .forEach(step ->
                        table.row(Words.text(step, "name"), Words.millis(step, "tookMillis"), Words.text(step, "act")));
        return receipt.path("steps").isEmpty() ? "" : table.print("", paint);
    }

    private static void rows(Table table, String prefix, JsonNode byServer) {
        byServer.properties()
                .forEach(entry ->
                        table.row(prefix + entry.getKey(), entry.getValue().asText()));
    }

    private static String phases(JsonNode phases) {
        return phases.properties().stream()
                .map(phase ->
                        phase.getKey() + " " + Words.millis(phase.getValue().asDouble()))
                .collect(Collectors.joining(", "));
    }

    private static String took(JsonNode phases) {
        return phases.isEmpty()
                ? Words.ABSENT
                : Words.millis(phases.properties().stream()
                        .map(Map.Entry::getValue)
                        .mapToDouble(JsonNode::asDouble)
                        .sum());
    }

    private static String timeline(JsonNode receipt) {
        return StreamSupport.stream(receipt.path("timeline").spliterator(), false)
                .map(line -> "  " + line.asText() + "\n")
                .collect(Collectors.joining());
    }
}

package io.signalbox.controller.cli.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Fields of a body as words. What is absent is "-". */
final class Words {
    static final String ABSENT = "-";

    private Words() {}

    static String text(JsonNode node, String field) {
        String text = node.path(field).asText();
        return text.isEmpty() || node.path(field).isNull() ? ABSENT : text;
    }

    /** A field in milliseconds: "85 ms", "2.4 s", "3 min". */
    static String millis(JsonNode node, String field) {
        return node.path(field).isNumber() ? millis(node.path(field).asDouble()) : ABSENT;
    }

    static String millis(double millis) {
        if (millis < 1_000) {
            return String.format(Locale.ROOT, millis < 10 && millis % 1 != 0 ? "%.1f ms" : "%.0f ms", millis);
        }
        return millis < 120_000
                ? String.format(Locale.ROOT, "%.1f s", millis / 1_000)
                : String.format(Locale.ROOT, "%.0f min", millis / 60_000);
    }

    static String yes(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isBoolean() ? (value.asBoolean() ? "yes" : "no") : ABSENT;
    }

    /** A list of strings with commas. */
    static String list(JsonNode array) {
        String joined = StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
        return joined.isEmpty() ? ABSENT : joined;
    }

    static boolean contains(JsonNode array, String word) {
        return StreamSupport.stream(array.spliterator(), false)
                .anyMatch(item -> item.asText().equals(word));
    }
}

package io.signalbox.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shipped alerts for people in a hurry: every {@code for} and every range is divided, nothing else is changed. A range keeps
 * enough samples to compute a rate from.
 */
final class QuickRules {
    private static final long FOR_DIVISOR = 120;
    private static final long RANGE_DIVISOR = 60;
    private static final Duration LEAST_RANGE = Duration.ofSeconds(10);
    private static final Pattern RANGE = Pattern.compile("\\[(\\d+[smhd])]");

    private QuickRules() {}

    static String text() throws IOException {
        JsonNode rules = Shipped.rules();
        rules.path("groups").forEach(group -> group.path("rules").forEach(rule -> hurry((ObjectNode) rule)));
        return new YAMLMapper().writeValueAsString(rules);
    }

    private static void hurry(ObjectNode rule) {
        rule.put("expr", quickRanges(rule.path("expr").asText()));
        if (rule.has("for")) {
            rule.put(
                    "for",
                    duration(rule.path("for").asText()).dividedBy(FOR_DIVISOR).toMillis() + "ms");
        }
    }

    private static String quickRanges(String expression) {
        Matcher range = RANGE.matcher(expression);
        return range.replaceAll(found -> {
            Duration quick = duration(found.group(1)).dividedBy(RANGE_DIVISOR);
            return "[" + (quick.compareTo(LEAST_RANGE) < 0 ? LEAST_RANGE : quick).toMillis() + "ms]";
        });
    }

    private static Duration duration(String text) {
        return text.endsWith("d")
                ? Duration.parse("P" + text.toUpperCase(java.util.Locale.ROOT))
                : Duration.parse("PT" + text.toUpperCase(java.util.Locale.ROOT));
    }
}

package io.signalbox.controller.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** {@code application/problem+json} (RFC 9457) as sentences. */
final class Problem {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Problem() {}

    /** The sentence, then one line for each blocker, wrong field, and list of known names. */
    static String sentence(int status, JsonNode problem) {
        List<String> lines = new ArrayList<>();
        lines.add(headline(status, problem));
        problem.path("blockers").forEach(blocker -> lines.add("  - " + blocker(blocker)));
        problem.path("errors")
                .forEach(error -> lines.add("  - " + error.path("pointer").asText() + ": "
                        + error.path("sentence").asText()));
        problem.properties().stream().filter(Problem::listsNames).forEach(list -> lines.add(names(list)));
        return String.join("\n", lines);
    }

    /** A blocker with the server that it is about. */
    static String blocker(JsonNode blocker) {
        String server = blocker.path("server").asText();
        String sentence = blocker.path("sentence").asText(blocker.asText());
        String code = blocker.path("code").asText();
        return (server.isEmpty() ? "" : server + ": ") + sentence + (code.isEmpty() ? "" : " (" + code + ")");
    }

    static boolean hasBlocker(String body, String code) {
        try {
            return MAPPER.readTree(body)
                    .path("blockers")
                    .findValuesAsText("code")
                    .contains(code);
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** A problem document of our own, for failures that have no body. */
    static String document(String code, String sentence) {
        return MAPPER.createObjectNode()
                .put("type", "about:blank")
                .put("code", code)
                .put("detail", sentence)
                .toString();
    }

    private static String headline(int status, JsonNode problem) {
        String said = problem.path("detail").asText(problem.path("title").asText());
        String code = problem.path("code").asText();
        String word = status == 409 ? "Refused" : "Failed";
        return word + ": " + (said.isEmpty() ? "HTTP " + status : said) + (code.isEmpty() ? "" : " (" + code + ")");
    }

    private static boolean listsNames(Map.Entry<String, JsonNode> field) {
        return field.getValue().isArray()
                && !field.getValue().isEmpty()
                && field.getValue().get(0).isTextual();
    }

    private static String names(Map.Entry<String, JsonNode> list) {
        return "  " + list.getKey() + ": "
                + StreamSupport.stream(list.getValue().spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", "));
    }
}

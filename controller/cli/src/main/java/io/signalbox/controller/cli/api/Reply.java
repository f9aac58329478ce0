package io.signalbox.controller.cli.api;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the controller answered, when it did not refuse.
 *
 * @param body exactly as it came
 * @param json the same, parsed
 */
public record Reply(int status, String body, JsonNode json) {

    /** The operation that goes on after this answer, or empty. */
    public String operation() {
        return status == 202 ? json.path("operation").asText() : "";
    }
}

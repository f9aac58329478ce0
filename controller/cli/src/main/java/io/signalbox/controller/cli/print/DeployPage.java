package io.signalbox.controller.cli.print;

import com.fasterxml.jackson.databind.JsonNode;

/** Deployments, with what their hooks wrote. */
public final class DeployPage {
    private DeployPage() {}

    /** Newest first. */
    public static String ofAll(JsonNode body, Paint paint) {
        Table table = new Table("ID", "BACKEND", "VERSION", "STATE", "STARTED", "");
        body.path("items")
                .forEach(item -> table.row(
                        item.path("id").asText(),
                        item.path("backend").asText(),
                        item.path("version").asText(),
                        item.path("state").asText(),
                        item.path("startedAt").asText(),
                        item.path("sentence").asText()));
        return table.print("", paint);
    }

    /** Everything about one. */
    public static String of(JsonNode deployment, Paint paint) {
        StringBuilder page = new StringBuilder();
        page.append(deployment.path("version").asText())
                .append(" on ")
                .append(deployment.path("backend").asText())
                .append(": ")
                .append(deployment.path("state").asText());
        sentence(page, deployment.path("sentence").asText());
        deployment.path("servers").forEach(server -> server(page, server));
        return page.toString();
    }

    private static void server(StringBuilder page, JsonNode server) {
        page.append(server.path("name").asText())
                .append(": ")
                .append(server.path("step").asText())
                .append(", before it was ")
                .append(server.path("before").asText());
        sentence(page, server.path("sentence").asText());
        JsonNode hook = server.path("hook");
        if (!hook.isMissingNode()) {
            page.append("  hook ")
                    .append(hook.path("version").asText())
                    .append(": ")
                    .append(hook.path("state").asText())
                    .append(", ")
                    .append(hook.path("tookMillis").asLong())
                    .append(" ms");
            sentence(page, hook.path("sentence").asText());
            hook.path("output")
                    .forEach(line -> page.append("  | ").append(line.asText()).append('\n'));
        }
    }

    private static void sentence(StringBuilder page, String sentence) {
        page.append(sentence.isEmpty() ? "\n" : ": " + sentence + "\n");
    }
}

package io.signalbox.controller.cli.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** {@code GET /clusters} as pages: one headline, the servers, what is wrong, what goes on. */
public final class ClusterPage {
    private ClusterPage() {}

    /** All clusters of the body, an empty line between them. */
    public static String ofAll(JsonNode body, Paint paint) {
        return StreamSupport.stream(body.path("items").spliterator(), false)
                .map(cluster -> of(cluster, paint))
                .collect(Collectors.joining("\n"));
    }

    /** One cluster. */
    public static String of(JsonNode cluster, Paint paint) {
        return headline(cluster, paint) + servers(cluster, paint) + problems(cluster, paint) + run(cluster, paint);
    }

    private static String headline(JsonNode cluster, Paint paint) {
        return paint.tint(Tone.STRONG, Words.text(cluster, "name")) + "  primary " + Words.text(cluster, "primary")
                + " · " + writable(cluster, paint)
                + " · epoch " + Words.text(cluster, "epoch")
                + " · k " + k(cluster)
                + " · " + paint.word(Words.text(cluster, "mode"))
                + " · " + protection(cluster, paint)
                + forecast(cluster) + "\n";
    }

    /** Nothing where none would be made: the primary is being replaced, or nobody decides. */
    private static String forecast(JsonNode cluster) {
        boolean none = Words.yes(cluster, "protected").equals("no")
                && Words.text(cluster, "predictedLoss").equals("none");
        return none ? "" : " · a failover now: about " + Words.millis(cluster, "predictedOutageMillis") + loss(cluster);
    }

    /** How many acknowledgements a commit waits for, and how many it should if that is more. */
    private static String k(JsonNode cluster) {
        String now = Words.text(cluster, "k");
        String wanted = Words.text(cluster, "wantedK");
        return wanted.equals(now) || wanted.equals(Words.ABSENT) ? now : now + " of " + wanted;
    }

    private static String loss(JsonNode cluster) {
        return switch (Words.text(cluster, "predictedLoss")) {
            case "none" -> ", losing nothing";
            case "possible" -> ", and it could lose writes";
            default -> "";
        };
    }

    private static String writable(JsonNode cluster, Paint paint) {
        return switch (Words.yes(cluster, "writable")) {
            case "yes" -> paint.tint(Tone.GOOD, "writable");
            case "no" -> paint.tint(Tone.BAD, "NOT WRITABLE");
            default -> "writable: unknown";
        };
    }

    private static String protection(JsonNode cluster, Paint paint) {
        return switch (Words.yes(cluster, "protected")) {
            case "yes" -> paint.tint(Tone.GOOD, "protected");
            case "no" -> paint.tint(Tone.WARN, "not protected");
            default -> "protection unknown";
        };
    }

    private static String servers(JsonNode cluster, Paint paint) {
        Table table = new Table(
                "SERVER",
                "ROLE",
                "HEALTH",
                "LAG",
                "READS",
                "BACKLOG",
                "ACKER",
                "AGENT",
                "DISK FREE",
                "RULE",
                "BLOCKERS");
        cluster.path("servers")
                .forEach(server -> table.row(
                        Words.text(server, "name"),
                        Words.text(server, "role"),
                        Words.text(server, "health"),
                        Words.millis(server, "lagMillis"),
                        Words.text(server, "readWeight"),
                        Words.text(server, "backlog"),
                        acker(cluster, server),
                        Words.yes(server, "agentLinked"),
                        percent(server.path("diskFree")),
                        rule(server),
                        blockers(server)));
        return table.print("  ", paint);
    }

    private static String acker(JsonNode cluster, JsonNode server) {
        if (server.path("maintenance").asBoolean()) {
            return "maintenance";
        }
        return Words.contains(cluster.path("ackers"), Words.text(server, "name")) ? "yes" : Words.ABSENT;
    }

    /** Whether it should become primary, and its zone if it has one. */
    private static String rule(JsonNode server) {
        String zone = server.path("zone").asText();
        return Words.text(server, "rule") + (zone.isEmpty() ? "" : ", zone " + zone);
    }

    private static String blockers(JsonNode server) {
        String all = StreamSupport.stream(server.path("blockers").spliterator(), false)
                .map(blocker -> blocker.path("sentence").asText(blocker.asText()))
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? Words.ABSENT : all;
    }

    private static String percent(JsonNode ratio) {
        return ratio.isNumber() ? Math.round(ratio.asDouble() * 100) + " %" : Words.ABSENT;
    }

    private static String problems(JsonNode cluster, Paint paint) {
        return StreamSupport.stream(cluster.path("problems").spliterator(), false)
                .map(problem -> "  " + paint.tint(Tone.WARN, "!") + " " + about(problem)
                        + problem.path("sentence").asText() + " "
                        + paint.tint(Tone.DIM, "(" + problem.path("code").asText() + ")") + "\n")
                .collect(Collectors.joining());
    }

    /** Whom it is about, unless its sentence begins with that. */
    private static String about(JsonNode problem) {
        String server = problem.path("server").asText();
        boolean said = server.isEmpty() || problem.path("sentence").asText().startsWith(server + ": ");
        return said ? "" : server + ": ";
    }

    private static String run(JsonNode cluster, Paint paint) {
        JsonNode run = cluster.path("run");
        if (!run.isObject()) {
            return "";
        }
        return "  " + paint.tint(Tone.WARN, Words.text(run, "kind")) + " in progress for "
                + Words.millis(run, "ageMillis") + ", at step " + Words.text(run, "step") + "\n";
    }
}

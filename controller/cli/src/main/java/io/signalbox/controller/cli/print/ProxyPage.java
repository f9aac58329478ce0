package io.signalbox.controller.cli.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** {@code GET /proxies} and {@code GET /backends/{b}}. */
public final class ProxyPage {
    private ProxyPage() {}

    /** Each HAProxy, its drift, and the servers behind it. */
    public static String ofAll(JsonNode body, Paint paint) {
        return StreamSupport.stream(body.path("items").spliterator(), false)
                .map(proxy -> of(proxy, paint))
                .collect(Collectors.joining("\n"));
    }

    private static String of(JsonNode proxy, Paint paint) {
        return paint.tint(Tone.STRONG, Words.text(proxy, "name")) + "  HAProxy " + Words.text(proxy, "version")
                + " pid " + Words.text(proxy, "pid")
                + " · alive " + paint.word(Words.yes(proxy, "alive"))
                + " · in sync " + paint.word(Words.yes(proxy, "inSync"))
                + " · writer " + Words.text(proxy, "openWriter")
                + " · reloads " + Words.text(proxy, "reloads")
                + " · old workers " + Words.text(proxy, "oldWorkers") + "\n"
                + drift(proxy, paint) + servers(proxy, paint);
    }

    private static String drift(JsonNode proxy, Paint paint) {
        return StreamSupport.stream(proxy.path("drift").spliterator(), false)
                .map(drift -> "  " + paint.tint(Tone.WARN, "!") + " " + drift.asText() + "\n")
                .collect(Collectors.joining());
    }

    private static String servers(JsonNode proxy, Paint paint) {
        Table table = new Table("BACKEND", "SERVER", "STATUS", "WEIGHT", "SESSIONS", "QUEUED", "TOTAL");
        proxy.path("servers")
                .forEach(server -> table.row(
                        Words.text(server, "backend"),
                        Words.text(server, "server"),
                        Words.text(server, "status"),
                        Words.text(server, "weight"),
                        Words.text(server, "sessions"),
                        Words.text(server, "queued"),
                        Words.text(server, "total")));
        return table.print("  ", paint);
    }

    /** The web servers of every backend. */
    public static String ofBackends(JsonNode body, Paint paint) {
        return StreamSupport.stream(body.path("items").spliterator(), false)
                .map(backend -> ofBackend(backend, paint))
                .collect(Collectors.joining("\n"));
    }

    /** The web servers of one backend. */
    public static String ofBackend(JsonNode backend, Paint paint) {
        Table table = new Table("SERVER", "WANTED", "STATUS", "WEIGHT", "SESSIONS", "VERSION");
        backend.path("servers")
                .forEach(server -> table.row(
                        Words.text(server, server.has("name") ? "name" : "server"),
                        Words.text(server, "wanted"),
                        Words.text(server, "status"),
                        Words.text(server, "weight"),
                        Words.text(server, "sessions"),
                        Words.text(server, "version")));
        return paint.tint(Tone.STRONG, Words.text(backend, "name")) + "\n" + table.print("  ", paint)
                + problems(backend, paint);
    }

    private static String problems(JsonNode backend, Paint paint) {
        return StreamSupport.stream(backend.path("problems").spliterator(), false)
                .map(problem -> "  " + paint.tint(Tone.WARN, "!") + " "
                        + problem.path("sentence").asText() + "\n")
                .collect(Collectors.joining());
    }
}

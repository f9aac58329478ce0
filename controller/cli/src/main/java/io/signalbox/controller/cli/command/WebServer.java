package io.signalbox.controller.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalbox.controller.cli.api.Api;
import io.signalbox.controller.cli.api.Failed;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A server of a backend. */
record WebServer(String backend, String server) {

    /** Reads {@code BACKEND/SERVER}, or finds the backend that has {@code SERVER}. */
    static WebServer named(String name, Api api) throws Failed {
        String[] parts = name.split("/", -1);
        if (parts.length > 2 || Stream.of(parts).anyMatch(String::isEmpty)) {
            throw new WrongUse("'" + name + "' is neither SERVER nor BACKEND/SERVER");
        }
        return parts.length == 2 ? new WebServer(parts[0], parts[1]) : found(name, api);
    }

    String path() {
        return Api.path("backends", backend, "servers", server);
    }

    String path(String act) {
        return Api.path("backends", backend, "servers", server, act);
    }

    private static WebServer found(String server, Api api) throws Failed {
        JsonNode backends = api.get(Api.path("backends")).json().path("items");
        List<String> holders = stream(backends)
                .filter(backend -> stream(backend.path("servers"))
                        .anyMatch(row -> name(row).equals(server)))
                .map(backend -> backend.path("name").asText())
                .toList();
        if (holders.size() == 1) {
            return new WebServer(holders.getFirst(), server);
        }
        throw new Failed(
                holders.isEmpty()
                        ? "No backend has a server '" + server + "'. Known: " + known(backends)
                        : "Several backends have a server '" + server + "'; say which: " + String.join(", ", holders));
    }

    private static String known(JsonNode backends) {
        return String.join(
                ", ",
                stream(backends)
                        .flatMap(backend -> stream(backend.path("servers"))
                                .map(row -> backend.path("name").asText() + "/" + name(row)))
                        .toList());
    }

    private static String name(JsonNode row) {
        return row.path("name").asText(row.path("server").asText());
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}

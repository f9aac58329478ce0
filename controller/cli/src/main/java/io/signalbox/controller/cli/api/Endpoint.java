package io.signalbox.controller.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the controller is and what lets us in.
 *
 * @param api base address without {@code /api/v1}
 * @param all the same of every controller of the site, this one first
 * @param token a bearer token; never printed
 */
public record Endpoint(URI api, List<URI> all, String token, Path tokenFile) {
    private static final JsonMapper MAPPER = new JsonMapper();

    /** What {@code site.json} of this directory says. */
    public static Endpoint ofSite(Path dir) throws Failed {
        Path file = dir.resolve("site.json");
        if (!Files.isRegularFile(file)) {
            throw new Failed("There is no site in " + dir + " (no site.json). Start one with ./signalbox up, or name"
                    + " another with --dir or SIGNALBOX_DIR, or a controller with --api and --token-file.");
        }
        JsonNode site = parse(file);
        URI api = address(file, required(file, site, "api"));
        List<URI> all = new ArrayList<>(List.of(api));
        for (JsonNode controller : site.path("controllers")) {
            URI other = address(file, controller.path("api").asText());
            if (!all.contains(other)) {
                all.add(other);
            }
        }
        Path tokenFile = dir.resolve(required(file, site, "tokenFile"));
        return new Endpoint(api, List.copyOf(all), token(tokenFile), tokenFile);
    }

    /** A controller at a known address. */
    public static Endpoint of(URI api, Path tokenFile) throws Failed {
        return new Endpoint(api, List.of(api), token(tokenFile), tokenFile);
    }

    private static String token(Path file) throws Failed {
        return read(file).strip();
    }

    private static URI address(Path file, String api) throws Failed {
        try {
            return URI.create(api);
        } catch (IllegalArgumentException e) {
            throw new Failed(file + ": api: " + api + ": must be an address such as http://127.0.1.1:8090");
        }
    }

    private static String required(Path file, JsonNode site, String key) throws Failed {
        String value = site.path(key).asText();
        if (value.isEmpty()) {
            throw new Failed(file + ": " + key + " is missing");
        }
        return value;
    }

    private static JsonNode parse(Path file) throws Failed {
        try {
            return MAPPER.readTree(read(file));
        } catch (IOException e) {
            throw new Failed(file + " is not JSON: " + e.getMessage());
        }
    }

    private static String read(Path file) throws Failed {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new Failed("Cannot read " + file + " (" + e.getClass().getSimpleName() + "). Are you its owner?");
        }
    }

    @Override
    public String toString() {
        return api + " with the token in " + tokenFile;
    }
}

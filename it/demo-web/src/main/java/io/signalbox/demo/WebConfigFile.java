package io.signalbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code web.yaml} and finds all that is wrong with it at once, each as {@code key: value: rule}. */
final class WebConfigFile {
    private static final Set<String> KEYS = new TreeSet<>(Set.of(
            "server",
            "listen",
            "write",
            "read",
            "user",
            "passwordFile",
            "database",
            "canaryWritesPerSecond",
            "names",
            "release"));
    private static final Pattern ADDRESS = Pattern.compile("([A-Za-z0-9.-]{1,253}):(\\d{1,5})");
    private static final WebConfig.Address NOWHERE = new WebConfig.Address("", 0);
    private static final int HIGHEST_PORT = 65535;
    private static final int FASTEST_CANARY = 100;

    /** Everything that is wrong, one line each. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(List<String> lines) {
            super(String.join("\n", lines));
        }
    }

    private final JsonNode root;
    private final List<String> wrong = new ArrayList<>();

    private WebConfigFile(JsonNode root) {
        this.root = root;
    }

    static WebConfig read(Path file) throws Wrong {
        WebConfigFile read = new WebConfigFile(parse(file));
        WebConfig config = read.config();
        read.unknownKeys();
        if (!read.wrong.isEmpty()) {
            throw new Wrong(read.wrong);
        }
        return config;
    }

    private static JsonNode parse(Path file) throws Wrong {
        try {
            JsonNode root = new YAMLMapper().readTree(file.toFile());
            if (root != null && root.isObject()) {
                return root;
            }
            throw new Wrong(List.of(file + ": must be a YAML mapping"));
        } catch (IOException e) {
            throw new Wrong(List.of(file + ": cannot be read as YAML: " + e.getMessage()));
        }
    }

    private WebConfig config() {
        return new WebConfig(
                text("server", "[a-z0-9][a-z0-9_-]{0,62}", "must be a name of a-z, 0-9, '-' and '_'"),
                address("listen"),
                address("write"),
                address("read"),
                text("user", "[A-Za-z0-9_.-]{1,32}", "must be a MySQL account's name"),
                secret("passwordFile"),
                text("database", "[A-Za-z0-9_]{1,64}", "must be a schema's name of A-Z, a-z, 0-9 and '_'"),
                pace("canaryWritesPerSecond"),
                names("names"),
                release("release"));
    }

    private String text(String key, String pattern, String rule) {
        String value = root.path(key).asText();
        if (!root.path(key).isTextual() || !value.matches(pattern)) {
            refuse(key, rule);
        }
        return value;
    }

    private WebConfig.Address address(String key) {
        Matcher matcher = ADDRESS.matcher(root.path(key).asText());
        if (matcher.matches() && Integer.parseInt(matcher.group(2)) <= HIGHEST_PORT) {
            return new WebConfig.Address(matcher.group(1), Integer.parseInt(matcher.group(2)));
        }
        refuse(key, "must be host:port");
        return NOWHERE;
    }

    private Path secret(String key) {
        Path path = Path.of(root.path(key).asText());
        if (!path.isAbsolute() || !Files.isReadable(path)) {
            refuse(key, "must be the absolute path of a file that can be read");
        }
        return path;
    }

    private int pace(String key) {
        JsonNode value = root.path(key);
        if (value.isMissingNode()) {
            return WebConfig.DEFAULT_CANARY_WRITES_PER_SECOND;
        }
        if (!value.isInt() || value.asInt() < 0 || value.asInt() > FASTEST_CANARY) {
            refuse(key, "must be a number from 0 to " + FASTEST_CANARY);
        }
        return value.asInt();
    }

    private SortedMap<String, String> names(String key) {
        SortedMap<String, String> names = new TreeMap<>();
        JsonNode value = root.path(key);
        if (!value.isMissingNode() && !value.isObject()) {
            refuse(key, "must be a mapping of addresses to names");
        }
        value.properties()
                .forEach(entry -> names.put(entry.getKey(), entry.getValue().asText()));
        return names;
    }

    private Optional<Path> release(String key) {
        JsonNode value = root.path(key);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual() || !Path.of(value.asText()).isAbsolute()) {
            refuse(key, "must be an absolute path");
        }
        return Optional.of(Path.of(value.asText()));
    }

    private void unknownKeys() {
        root.properties().stream()
                .map(java.util.Map.Entry::getKey)
                .filter(key -> !KEYS.contains(key))
                .forEach(key -> refuse(key, "is not known; known are " + String.join(", ", KEYS)));
    }

    private void refuse(String key, String rule) {
        JsonNode value = root.path(key);
        wrong.add(key + ": " + (value.isMissingNode() ? "(missing)" : value.toString()) + ": " + rule);
    }
}

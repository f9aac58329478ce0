package io.signalbox.agents.daemon.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalbox.haproxy.command.Name;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a configuration file. Every read of a wrong value notes an error and goes on with a stand-in, so that
 * all errors are found at once; the caller throws the result away when there are any.
 */
final class Section {
    static final String NAME_RULE = "must be 1 to 63 of the characters a-z, 0-9, '-', '_', and begin with a-z or 0-9";

    static final String HAPROXY_RULE = "must be 1 to 128 letters, digits and '_', '.', ':', '-', as HAProxy allows";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_-]{1,253}");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_.-]{1,32}");
    private static final Pattern ADDRESS =
            Pattern.compile("https?://[A-Za-z0-9.-]{1,253}(:\\d{1,5})?/[A-Za-z0-9._~/-]{0,500}");
    private static final int HIGHEST_PORT = 65535;

    private final String prefix;
    private final @Nullable JsonNode node;
    private final List<ConfigError> errors;
    private final Set<String> known = new TreeSet<>();

    Section(String prefix, @Nullable JsonNode node, List<ConfigError> errors) {
        this.prefix = prefix;
        this.node = node;
        this.errors = errors;
    }

    String name(String key) {
        return text(key, NAME_RULE, value -> NAME.matcher(value).matches());
    }

    /** As HAProxy allows it. */
    String haproxyName(String key) {
        return text(key, HAPROXY_RULE, Name::isAllowed);
    }

    /** Names of HAProxy's by such names; none if the key is missing. */
    SortedMap<String, String> words(String key) {
        SortedMap<String, String> words = new TreeMap<>();
        Optional<Section> mapping = optional(key);
        mapping.ifPresent(section -> section.keys().forEach(word -> {
            String value = section.haproxyName(word);
            if (section.named(word) && !value.isEmpty()) {
                words.put(word, value);
            }
        }));
        return words;
    }

    /** Mappings by names of HAProxy's; none if the key is missing. */
    SortedMap<String, Section> mappings(String key, int most) {
        SortedMap<String, Section> mappings = new TreeMap<>();
        optional(key).ifPresent(all -> {
            for (String word : all.keys()) {
                Section mapping = all.section(word);
                if (all.named(word)) {
                    mappings.put(word, mapping);
                }
            }
            if (mappings.size() > most) {
                wrong(key, "(a mapping)", "must have " + most + " at most");
            }
        });
        return mappings;
    }

    private List<String> keys() {
        return node == null
                ? List.of()
                : node.propertyStream().map(Map.Entry::getKey).toList();
    }

    private boolean named(String key) {
        boolean right = Name.isAllowed(key);
        if (!right) {
            wrong(key, key, HAPROXY_RULE);
        }
        return right;
    }

    String host(String key) {
        return text(
                key,
                "must be a host name or an address",
                value -> HOST.matcher(value).matches());
    }

    String user(String key) {
        return text(
                key,
                "must be 1 to 32 of the characters A-Z, a-z, 0-9, '_', '.', '-'",
                value -> USER.matcher(value).matches());
    }

    int port(String key) {
        JsonNode value = take(key);
        if (value != null && value.isInt() && value.asInt() >= 1 && value.asInt() <= HIGHEST_PORT) {
            return value.asInt();
        }
        wrong(key, value, "must be a port, 1 to " + HIGHEST_PORT);
        return 1;
    }

    int number(String key, int standard, int least, int most) {
        JsonNode value = take(key);
        if (value == null) {
            return standard;
        }
        if (value.isInt() && value.asInt() >= least && value.asInt() <= most) {
            return value.asInt();
        }
        wrong(key, value, "must be a whole number, " + least + " to " + most);
        return standard;
    }

    Duration duration(String key, Duration standard, Duration least, Duration most) {
        JsonNode value = take(key);
        if (value == null) {
            return standard;
        }
        Optional<Duration> read = value.isTextual() ? DurationText.parse(value.asText()) : Optional.empty();
        if (read.isEmpty() || read.get().compareTo(least) < 0 || read.get().compareTo(most) > 0) {
            wrong(key, value, DurationText.RULE + ", from " + least.toMillis() + "ms to " + most.toMillis() + "ms");
            return standard;
        }
        return read.get();
    }

    /** One of an enumeration's constants, in lower case. */
    <E extends Enum<E>> E word(String key, E standard, Class<E> type) {
        JsonNode value = take(key);
        if (value == null) {
            return standard;
        }
        for (E constant : type.getEnumConstants()) {
            if (value.isTextual() && value.asText().equals(lower(constant))) {
                return constant;
            }
        }
        wrong(
                key,
                value,
                "must be one of "
                        + Stream.of(type.getEnumConstants()).map(Section::lower).collect(Collectors.joining(", ")));
        return standard;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** A path that need not exist. */
    Path path(String key) {
        return path(key, "must be an absolute path", path -> true);
    }

    /** The same, where the key may be missing. */
    Optional<Path> optionalPath(String key) {
        return take(key) == null ? Optional.empty() : Optional.of(path(key));
    }

    /** Absolute paths that need not exist; none if the key is missing. */
    List<Path> paths(String key, int most) {
        JsonNode value = take(key);
        if (value == null) {
            return List.of();
        }
        List<Path> paths = new ArrayList<>();
        value.forEach(item -> paths.add(Path.of(item.asText())));
        if (!value.isArray() || paths.size() > most || !paths.stream().allMatch(Path::isAbsolute)) {
            wrong(key, value, "must be a list of absolute paths, " + most + " at most");
            return List.of();
        }
        return paths;
    }

    /** {@code http://HOST:PORT/PATH}. */
    Optional<URI> optionalAddress(String key) {
        JsonNode value = take(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value.isTextual() && ADDRESS.matcher(value.asText()).matches()) {
            return Optional.of(URI.create(value.asText()));
        }
        wrong(key, value, "must be an address such as http://127.0.0.1:8080/health");
        return Optional.empty();
    }

    Path directory(String key) {
        return path(key, "must be the absolute path of a directory that exists", Files::isDirectory);
    }

    Path program(String key) {
        return path(key, "must be the absolute path of a program that can be run", Files::isExecutable);
    }

    Path file(String key) {
        return path(
                key,
                "must be the absolute path of a file that can be read",
                path -> Files.isRegularFile(path) && Files.isReadable(path));
    }

    Path secret(String key) {
        return path(
                key, "must be the absolute path of a file that only its owner can read (0600)", SecretFile::isPrivate);
    }

    Section section(String key) {
        return section(key, true).orElseGet(() -> new Section(prefix + key + ".", null, errors));
    }

    Optional<Section> optional(String key) {
        return section(key, false);
    }

    /** A list of mappings, one at least. */
    List<Section> sections(String key, int most) {
        JsonNode value = take(key);
        List<Section> sections = new ArrayList<>();
        if (value != null && value.isArray()) {
            value.forEach(item -> sections.add(new Section(prefix + key + "[" + sections.size() + "].", item, errors)));
        }
        if (sections.isEmpty() || sections.size() > most || !sections.stream().allMatch(Section::isMapping)) {
            wrong(key, value, "must be a list of 1 to " + most + " mappings");
            return List.of();
        }
        return sections;
    }

    private boolean isMapping() {
        return node != null && node.isObject();
    }

    /** Notes every key that nobody asked for. */
    void finish() {
        if (node != null) {
            node.propertyStream()
                    .filter(property -> !known.contains(property.getKey()))
                    .forEach(property -> wrong(
                            property.getKey(),
                            property.getValue(),
                            "is not known here; known are " + String.join(", ", known)));
        }
    }

    void wrong(String key, String value, String rule) {
        errors.add(new ConfigError(prefix + key, value, rule));
    }

    private Optional<Section> section(String key, boolean required) {
        JsonNode value = take(key);
        if (value == null && !required) {
            return Optional.empty();
        }
        if (value == null || !value.isObject()) {
            wrong(key, value, "must be a mapping");
            return Optional.empty();
        }
        return Optional.of(new Section(prefix + key + ".", value, errors));
    }

    private String text(String key, String rule, Predicate<String> right) {
        JsonNode value = take(key);
        if (value != null && value.isTextual() && right.test(value.asText())) {
            return value.asText();
        }
        wrong(key, value, rule);
        return "";
    }

    private Path path(String key, String rule, Predicate<Path> right) {
        JsonNode value = take(key);
        try {
            if (value != null && value.isTextual()) {
                Path path = Path.of(value.asText());
                if (path.isAbsolute() && right.test(path)) {
                    return path;
                }
            }
        } catch (InvalidPathException e) {
            // the rule below says it
        }
        wrong(key, value, rule);
        return Path.of("");
    }

    private @Nullable JsonNode take(String key) {
        known.add(key);
        JsonNode value = node == null ? null : node.get(key);
        return value == null || value.isNull() ? null : value;
    }

    /** The errors of a missing section's keys would only repeat that it is missing. */
    private void wrong(String key, @Nullable JsonNode value, String rule) {
        if (node != null) {
            wrong(key, value == null ? "missing" : inWords(value), rule);
        }
    }

    /** What stands inside of a mapping or a list is not told: a secret may be in it. */
    static String inWords(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT, POJO -> "(a mapping)";
            case ARRAY -> "(a list)";
            case MISSING, NULL -> "(nothing)";
            case BINARY, BOOLEAN, NUMBER, STRING -> value.asText();
        };
    }
}

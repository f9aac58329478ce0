package io.signalbox.controller.daemon.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One mapping of the file. Each key is read once, with its rule; whatever is wrong is noted and a stand-in returned, so
 * that one reading finds every error. {@link #end()} notes the keys that nobody read.
 */
final class Section {
    /** Names of clusters, servers, backends: they reach HAProxy, MySQL and file names. */
    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,31}");

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.:-]{0,252})");

    private final String path;
    private final JsonNode node;
    private final Notes notes;
    private final Set<String> read = new LinkedHashSet<>();

    Section(String path, JsonNode node, Notes notes) {
        this.path = path;
        this.node = node;
        this.notes = notes;
        if (!node.isObject()) {
            notes.add(path, text(node), "must be a mapping of keys to values");
        }
    }

    private JsonNode at(String key) {
        read.add(key);
        notes.known(path(key));
        JsonNode value = node.path(key);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    void wrong(String key, Object value, String rule) {
        notes.add(path(key), String.valueOf(value), rule);
    }

    boolean has(String key) {
        return !at(key).isMissingNode();
    }

    String matching(String key, Pattern pattern, String rule) {
        JsonNode value = at(key);
        if (value.isValueNode() && pattern.matcher(value.asText()).matches()) {
            return value.asText();
        }
        wrong(key, text(value), rule);
        return "";
    }

    String name(String key) {
        return matching(key, NAME, "must be a name: a-z first, then a-z, 0-9, _ or -, at most 32 characters");
    }

    String host(String key) {
        return matching(key, HOST, "must be a host name or an IP address");
    }

    String path(String key, String rule) {
        return matching(key, Pattern.compile("[^\\x00-\\x1f]+"), rule);
    }

    int integer(String key, int least, int most) {
        JsonNode value = at(key);
        if (value.isInt() && value.asInt() >= least && value.asInt() <= most) {
            return value.asInt();
        }
        wrong(key, text(value), "must be a whole number from " + least + " to " + most);
        return least;
    }

    int integer(String key, int least, int most, int otherwise) {
        return has(key) ? integer(key, least, most) : otherwise;
    }

    boolean flag(String key) {
        JsonNode value = at(key);
        if (!value.isBoolean()) {
            wrong(key, text(value), "must be true or false");
        }
        return value.asBoolean(false);
    }

    Duration duration(String key, Duration least, Duration most, Duration otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        String value = text(at(key));
        Optional<Duration> duration = Durations.parse(value);
        if (duration.isPresent()
                && duration.get().compareTo(least) >= 0
                && duration.get().compareTo(most) <= 0) {
            return duration.get();
        }
        wrong(
                key,
                value,
                "must be a duration from " + Durations.print(least) + " to " + Durations.print(most) + ", such as "
                        + Durations.print(otherwise));
        return otherwise;
    }

    <E extends Enum<E>> E word(String key, Class<E> type, E otherwise) {
        String value = has(key) ? text(at(key)) : otherwise.name().toLowerCase(Locale.ROOT);
        List<String> words = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String word = constant.name().toLowerCase(Locale.ROOT);
            if (word.equals(value)) {
                return constant;
            }
            words.add(word);
        }
        wrong(key, value, "must be one of " + String.join(", ", words));
        return otherwise;
    }

    ControllerConfig.Address address(String key) {
        String value = matching(key, Pattern.compile("[^:]+:\\d{1,5}"), "must be host:port");
        int colon = value.lastIndexOf(':');
        if (colon < 0) {
            return new ControllerConfig.Address("", 0);
        }
        int port = Integer.parseInt(value.substring(colon + 1));
        if (port < 1 || port > 65535 || !HOST.matcher(value.substring(0, colon)).matches()) {
            wrong(key, value, "must be host:port with a port from 1 to 65535");
        }
        return new ControllerConfig.Address(value.substring(0, colon), port);
    }

    List<String> texts(String key) {
        JsonNode value = at(key);
        List<String> texts = new ArrayList<>();
        value.forEach(item -> texts.add(text(item)));
        if (!value.isArray() || texts.isEmpty() || !value.valueStream().allMatch(JsonNode::isValueNode)) {
            wrong(key, text(value), "must be a list of at least one text");
        }
        return texts;
    }

    <T> T section(String key, Function<Section, T> reader) {
        JsonNode value = at(key);
        return ended(new Section(path(key), value.isMissingNode() ? absent() : value, notes), reader);
    }

    /** @param least fewer items are an error */
    <T> List<T> sections(String key, int least, Function<Section, T> reader) {
        JsonNode value = at(key);
        List<T> items = new ArrayList<>();
        if (value.isMissingNode() ? least > 0 : !value.isArray() || value.size() < least) {
            wrong(key, text(value), "must be a list of at least " + least);
        }
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                items.add(ended(new Section(path(key) + "[" + i + "]", value.get(i), notes), reader));
            }
        }
        return List.copyOf(items);
    }

    private static <T> T ended(Section section, Function<Section, T> reader) {
        T value = reader.apply(section);
        section.end();
        return value;
    }

    void end() {
        node.fieldNames().forEachRemaining(key -> {
            if (!read.contains(key)) {
                wrong(key, text(node.path(key)), "unknown key; known here: " + String.join(", ", read));
            }
        });
    }

    private static ObjectNode absent() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** What stands inside of a mapping or a list is not told: a secret may be in it. */
    private static String text(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT, POJO -> "(a mapping)";
            case ARRAY -> "(a list)";
            case MISSING, NULL -> "(absent)";
            case BINARY, BOOLEAN, NUMBER, STRING -> value.asText();
        };
    }
}

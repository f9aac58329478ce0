package io.signalbox.mysql.conf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with places {@code ${name}}, each of which gets exactly one value. */
public final class Template {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]*)}");

    private final String name;
    private final String text;

    private Template(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /** Reads a resource that lies beside {@code neighbour}. */
    public static Template beside(Class<?> neighbour, String name) {
        try (InputStream in = neighbour.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no such resource beside " + neighbour.getName() + ": " + name);
            }
            return new Template(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + name, e);
        }
    }

    /** @throws IllegalArgumentException if a place has no value; the message names the place and no value */
    public String render(Map<String, String> values) {
        return PLACE.matcher(text).replaceAll(place -> {
            String value = values.get(place.group(1));
            if (value == null) {
                throw new IllegalArgumentException(name + " wants a value for " + place.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }
}

package io.signalbox.haproxy.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with gaps. {@code ${key}} is replaced by a value; the lines between {@code #:each key} and {@code #:end} are
 * repeated for each element of a list, which sees its own values and those around it. Lines that begin with {@code #: }
 * are remarks on the template and left out. A key that is not known is an
 * error.
 */
final class Template {
    private static final Pattern EACH = Pattern.compile("\\s*#:each (\\w+)");
    private static final Pattern END = Pattern.compile("\\s*#:end");
    private static final Pattern REMARK = Pattern.compile("\\s*#: .*");
    private static final Pattern GAP = Pattern.compile("\\$\\{(\\w+)}");

    /** What a part of the template is filled with. */
    record Filling(Map<String, String> values, Map<String, List<Filling>> lists) {
        static Filling of(Map<String, String> values) {
            return new Filling(values, Map.of());
        }

        String value(String key) {
            String value = values.get(key);
            if (value == null) {
                throw new IllegalStateException("the template wants a value that is not there: " + key);
            }
            return value;
        }

        List<Filling> list(String key) {
            List<Filling> list = lists.get(key);
            if (list == null) {
                throw new IllegalStateException("the template wants a list that is not there: " + key);
            }
            return list;
        }

        /** This one inside {@code outer}. */
        Filling within(Filling outer) {
            return new Filling(merged(outer.values, values), merged(outer.lists, lists));
        }

        private static <T> Map<String, T> merged(Map<String, T> outer, Map<String, T> inner) {
            Map<String, T> all = new TreeMap<>(outer);
            all.putAll(inner);
            return all;
        }
    }

    private sealed interface Part {}

    private record Line(String text) implements Part {}

    private record Each(String key, List<Part> body) implements Part {}

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = parts;
    }

    /** The one that lies beside the code. */
    static Template named(String name) {
        return parse(text(name));
    }

    /** A file that lies beside the code. */
    static String text(String name) {
        try (InputStream in = Template.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing in the program: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Template parse(String text) {
        List<String> lines = new ArrayList<>(
                text.lines().filter(line -> !REMARK.matcher(line).matches()).toList());
        List<Part> parts = body(lines);
        if (!lines.isEmpty()) {
            throw new IllegalStateException("the template has an #:end too many");
        }
        return new Template(parts);
    }

    String fill(Filling filling) {
        StringBuilder out = new StringBuilder();
        fill(parts, filling, out);
        return out.toString();
    }

    /** Takes lines off the front, up to the end of the text or of the block. */
    private static List<Part> body(List<String> lines) {
        List<Part> parts = new ArrayList<>();
        while (!lines.isEmpty() && !END.matcher(lines.getFirst()).matches()) {
            String line = lines.removeFirst();
            Matcher each = EACH.matcher(line);
            parts.add(each.matches() ? block(each.group(1), lines) : new Line(line));
        }
        return parts;
    }

    private static Each block(String key, List<String> lines) {
        List<Part> body = body(lines);
        if (lines.isEmpty()) {
            throw new IllegalStateException("the template has an #:each without its #:end: " + key);
        }
        lines.removeFirst();
        return new Each(key, body);
    }

    private static void fill(List<Part> parts, Filling filling, StringBuilder out) {
        for (Part part : parts) {
            switch (part) {
                case Line line -> out.append(fill(line.text(), filling)).append('\n');
                case Each each ->
                    filling.list(each.key()).forEach(element -> fill(each.body(), element.within(filling), out));
            }
        }
    }

    private static String fill(String line, Filling filling) {
        return GAP.matcher(line).replaceAll(gap -> Matcher.quoteReplacement(filling.value(gap.group(1))));
    }
}

package io.signalbox.demo.web;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text into HTML. */
final class Markup {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");

    private Markup() {}

    /** Safe as content of an element and as a quoted attribute. */
    static String text(String raw) {
        StringBuilder safe = new StringBuilder(raw.length() + 16);
        raw.codePoints().forEach(character -> append(safe, character));
        return safe.toString();
    }

    /** Replaces each place of the template once; what is put in is not looked at again. */
    static String fill(String template, UnaryOperator<String> value) {
        return PLACE.matcher(template).replaceAll(place -> Matcher.quoteReplacement(value.apply(place.group(1))));
    }

    private static void append(StringBuilder safe, int character) {
        switch (character) {
            case '&' -> safe.append("&amp;");
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '"' -> safe.append("&quot;");
            case '\'' -> safe.append("&#39;");
            default -> safe.appendCodePoint(character);
        }
    }
}

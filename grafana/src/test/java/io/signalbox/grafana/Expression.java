package io.signalbox.grafana;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which metrics a PromQL expression asks for. Reads only as much of the language as that needs. */
final class Expression {
    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern LABELS =
            Pattern.compile("\\{[^}]*}|\\[[^]]*]|\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("(?<![\\w:.])[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "by", "on", "bool", "offset", "e");
    /** Words of the language that may stand before a bracket. */
    private static final Pattern FUNCTION = Pattern.compile("\\b[a-z_]+\\s*\\(");

    private Expression() {}

    static Set<String> metrics(String expression) {
        String bare = expression;
        for (Pattern noise : new Pattern[] {TEXT, LABELS, FUNCTION}) {
            bare = noise.matcher(bare).replaceAll(" ");
        }
        Set<String> metrics = new TreeSet<>();
        Matcher name = NAME.matcher(bare);
        while (name.find()) {
            if (!WORDS.contains(name.group())) {
                metrics.add(name.group());
            }
        }
        return metrics;
    }
}

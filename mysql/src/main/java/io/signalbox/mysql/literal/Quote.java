package io.signalbox.mysql.literal;

import java.util.regex.Pattern;

/** Puts values into statements. Refuses what has no business there; its messages show no value that may be secret. */
public final class Quote {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:_-]{0,254}");

    private Quote() {}

    /** A string literal, right whatever {@code sql_mode} says of backslashes: one that has any is refused. */
    public static String text(String value) {
        if (value.indexOf('\\') >= 0 || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a backslash or control character cannot stand in a statement");
        }
        return "'" + value.replace("'", "''") + "'";
    }

    /** {@code 'user'@'%'}. */
    public static String account(String user) {
        return text(name(user)) + "@'%'";
    }

    /** A host name or address as a literal. */
    public static String host(String host) {
        return text(matching(HOST, host, "host"));
    }

    /** An account's name, unquoted. */
    public static String name(String user) {
        return matching(NAME, user, "account");
    }

    private static String matching(Pattern pattern, String value, String what) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException("not a name of a MySQL " + what + ": "
                    + value.codePoints().limit(64).collect(StringBuilder::new, Quote::visible, StringBuilder::append));
        }
        return value;
    }

    private static void visible(StringBuilder text, int codePoint) {
        text.appendCodePoint(Character.isISOControl(codePoint) ? '?' : codePoint);
    }
}

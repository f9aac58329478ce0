package io.signalbox.mysql.dialect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of MySQL whose words Signalbox speaks. From 8.0.26 to 9.7 they are the same ({@code REPLICA},
 * {@code SOURCE}, {@code rpl_semi_sync_source_*}), so that there is one table of statements; what speaks otherwise is
 * refused here, by name.
 */
public record Dialect(int major, int minor, int patch) {
    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4}).*");
    private static final Dialect OLDEST = new Dialect(8, 0, 26);

    /**
     * @param version the answer to {@code SELECT @@version}, such as {@code 9.7.4-2}
     * @throws IllegalArgumentException if this is not MySQL 8.0.26 or later; the message says what it is
     */
    public static Dialect of(String version) {
        if (version.contains("MariaDB")) {
            throw new IllegalArgumentException(
                    "MariaDB is not supported (other GTIDs, no super_read_only): " + version);
        }
        Matcher found = VERSION.matcher(version);
        if (!found.matches()) {
            throw new IllegalArgumentException("not a version of MySQL: " + version);
        }
        Dialect dialect = new Dialect(number(found, 1), number(found, 2), number(found, 3));
        if (!dialect.atLeast(OLDEST)) {
            throw new IllegalArgumentException("MySQL before 8.0.26 says SLAVE and MASTER: " + version);
        }
        return dialect;
    }

    private static int number(Matcher found, int group) {
        return Integer.parseInt(found.group(group));
    }

    boolean atLeast(Dialect other) {
        if (major != other.major) {
            return major > other.major;
        }
        return minor != other.minor ? minor > other.minor : patch >= other.patch;
    }
}

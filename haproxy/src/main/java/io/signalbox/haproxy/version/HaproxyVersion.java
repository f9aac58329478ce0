package io.signalbox.haproxy.version;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of HAProxy, by its branch; 0.0 when it cannot be read.
 *
 * @param text as HAProxy prints it, such as {@code 2.6.12-1+deb12u4}
 */
public record HaproxyVersion(int major, int minor, String text) implements Comparable<HaproxyVersion> {
    /** The oldest branch that Signalbox was tried with. */
    public static final HaproxyVersion OLDEST_KNOWN = new HaproxyVersion(2, 6, "2.6");

    /** The newest branch that Signalbox was tried with. */
    public static final HaproxyVersion NEWEST_KNOWN = new HaproxyVersion(3, 2, "3.2");

    private static final Pattern BRANCH = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\b.*");
    private static final Comparator<HaproxyVersion> ORDER =
            Comparator.comparingInt(HaproxyVersion::major).thenComparingInt(HaproxyVersion::minor);

    /** How much is known of a version. */
    public enum Standing {
        /** Runtime commands that are needed are missing or differ: not driven. */
        TOO_OLD,
        KNOWN,
        /** Newer, or unreadable. Driven, as nothing that is needed was ever taken out; read-back tells if that ends. */
        NOT_TRIED
    }

    /** Reads {@code MAJOR.MINOR} at the beginning. */
    public static HaproxyVersion parse(String text) {
        Matcher branch = BRANCH.matcher(text);
        return branch.matches()
                ? new HaproxyVersion(Integer.parseInt(branch.group(1)), Integer.parseInt(branch.group(2)), text)
                : new HaproxyVersion(0, 0, text);
    }

    /** Where it lies in the range of {@link #OLDEST_KNOWN} to {@link #NEWEST_KNOWN}. */
    public Standing standing() {
        if (major == 0 || compareTo(NEWEST_KNOWN) > 0) {
            return Standing.NOT_TRIED;
        }
        return compareTo(OLDEST_KNOWN) < 0 ? Standing.TOO_OLD : Standing.KNOWN;
    }

    /** By branch alone; patch releases and distributions' suffixes do not count. */
    @Override
    public int compareTo(HaproxyVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return text;
    }
}

package io.signalbox.site.start;

import io.signalbox.site.SiteFailure;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Which directories a site can live in: HAProxy's and MySQL's files name paths without quotes, and unix sockets have short names. */
final class Places {
    private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9._/@+-]+");

    /** The kernel takes 107 bytes; the longest socket below the directory, with what HAProxy appends while it binds, has 37. */
    private static final int LONGEST = 70;

    private Places() {}

    static void check(Path dir) {
        String path = dir.toString();
        if (!PLAIN.matcher(path).matches()) {
            throw new SiteFailure(
                    "--dir: " + path + ": only letters, digits and . _ / @ + - may be in the path of a site");
        }
        if (path.length() > LONGEST) {
            throw new SiteFailure(
                    "--dir: " + path + ": at most " + LONGEST + " characters, as unix sockets lie below it");
        }
    }
}

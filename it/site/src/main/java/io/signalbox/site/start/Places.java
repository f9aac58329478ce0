package io.signalbox.site.start;

import io.signalbox.site.SiteFailure;
import io.signalbox.site.layout.SiteLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which directories a site can live in: HAProxy's and MySQL's files name paths without quotes, and unix sockets have short names. */
final class Places {
    private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9._/@+-]+");

    /** The kernel takes 107 bytes; the longest socket below the directory, with what HAProxy appends while it binds, has 37. */
    private static final int LONGEST = 70;

    private Places() {}

    static void check(SiteLayout layout) throws IOException {
        String path = layout.dir().toString();
        if (!PLAIN.matcher(path).matches()) {
            throw new SiteFailure(
                    "--dir: " + path + ": only letters, digits and . _ / @ + - may be in the path of a site");
        }
        if (path.length() > LONGEST) {
            throw new SiteFailure(
                    "--dir: " + path + ": at most " + LONGEST + " characters, as unix sockets lie below it");
        }
        if (belongsToOthers(layout)) {
            throw new SiteFailure(
                    "--dir: " + path
                            + ": holds files and no site; name a new or empty directory (an interrupted start removes it again)");
        }
    }

    /** A first start that was killed early may have left its lock. */
    private static boolean belongsToOthers(SiteLayout layout) throws IOException {
        if (!Files.isDirectory(layout.dir()) || Files.exists(layout.description())) {
            return false;
        }
        try (Stream<Path> files = Files.list(layout.dir())) {
            return !List.of(layout.lock()).containsAll(files.toList());
        }
    }
}

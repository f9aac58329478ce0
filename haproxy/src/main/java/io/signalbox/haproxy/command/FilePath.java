package io.signalbox.haproxy.command;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** A file by which HAProxy's configuration names a certificate or a map: to the runtime API that is its name, letter by letter. */
public record FilePath(Path path) {
    private static final Pattern ALLOWED = Pattern.compile("/[A-Za-z0-9_./+@-]{1,250}");

    public FilePath {
        if (!ALLOWED.matcher(path.toString()).matches()) {
            throw new IllegalArgumentException(
                    "the path of a file that HAProxy knows is absolute and has only letters, digits and"
                            + " _ . / + @ -");
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}

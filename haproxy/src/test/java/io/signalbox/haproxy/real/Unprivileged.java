package io.signalbox.haproxy.real;

import java.util.ArrayList;
import java.util.List;

/** Programs for which files' permissions hold: root's do not look at them, unless they have put that right down. */
public final class Unprivileged {
    private static final List<String> WITHOUT_RIGHTS =
            List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--");

    private Unprivileged() {}

    /** The same program, as the same user, without any of root's rights. */
    public static List<String> command(List<String> command) {
        List<String> without = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            without.addAll(WITHOUT_RIGHTS);
        }
        without.addAll(command);
        return without;
    }
}

package io.signalbox.site.start;

import io.signalbox.site.layout.Names;
import io.signalbox.site.layout.SiteLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Why a mysqld does not run: the errors in its log, or what its agent wrote when it has none. */
record MysqldFailure(SiteLayout layout, String server) {
    private static final String ERROR = "[ERROR]";
    private static final int ERRORS_SHOWN = 6;

    boolean known() {
        return !errors().isEmpty();
    }

    String sentence() {
        Path log = layout.mysqldLog(server);
        if (!known()) {
            return "mysqld of " + server + " does not run. " + LogTail.of(log) + "\n"
                    + LogTail.of(layout.log(Names.process(server, Names.AGENT)));
        }
        return "mysqld of " + server + " does not start. The errors in " + log + ":\n    "
                + errors().stream().limit(ERRORS_SHOWN).collect(Collectors.joining("\n    "));
    }

    private List<String> errors() {
        return LogTail.lines(layout.mysqldLog(server)).stream()
                .filter(line -> line.contains(ERROR))
                .toList();
    }
}

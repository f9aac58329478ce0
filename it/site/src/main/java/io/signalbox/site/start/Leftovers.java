package io.signalbox.site.start;

import io.signalbox.site.layout.SiteLayout;
import io.signalbox.site.start.MarkedProcesses.Marked;
import io.signalbox.site.supervisor.ProcessIdentity;
import io.signalbox.site.supervisor.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is left of a site whose supervisor was killed. The programs that its pid files name go on and are adopted by the next supervisor,
 * mysqld goes on and is adopted by its agent; anything else that carries the site's mark is ended.
 */
record Leftovers(SiteLayout layout, Narrator narrator) {
    private static final Duration KILL_BOUND = Duration.ofSeconds(5);

    void clear() throws InterruptedException {
        List<Marked> marked = MarkedProcesses.of(layout.dir());
        List<Marked> strays = marked.stream()
                .filter(process -> !process.mysqld() && !known(process))
                .toList();
        if (marked.size() > strays.size()) {
            narrator.say("Going on with what still runs: "
                    + words(marked.stream().filter(p -> !strays.contains(p)).toList()) + ".");
        }
        if (!strays.isEmpty()) {
            narrator.say("Ending what belongs to nobody: " + words(strays) + ".");
            strays.forEach(process -> Signal.KILL.sendTo(process.identity().pid()));
            Deadline.in(KILL_BOUND)
                    .await(() -> strays.stream()
                            .noneMatch(process -> process.identity().alive()));
        }
    }

    /** HAProxy's workers carry their master's mark, so the mark decides, not the pid. */
    private boolean known(Marked process) {
        Path pid = layout.pids().resolve(process.mark().replace('/', '-'));
        try {
            return !process.mark().isEmpty()
                    && Files.exists(pid)
                    && ProcessIdentity.parse(Files.readString(pid))
                            .filter(ProcessIdentity::alive)
                            .isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private static String words(List<Marked> processes) {
        return processes.stream().map(Marked::words).collect(Collectors.joining(", "));
    }
}

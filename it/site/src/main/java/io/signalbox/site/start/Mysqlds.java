package io.signalbox.site.start;

import io.signalbox.site.layout.SiteDescription;
import io.signalbox.site.layout.SiteLayout;
import io.signalbox.site.supervisor.ProcessIdentity;
import io.signalbox.site.supervisor.Signal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The running mysqlds of a site, by server, from their pid files. */
record Mysqlds(Map<String, ProcessIdentity> running) {

    static Mysqlds of(SiteDescription description, SiteLayout layout) {
        Map<String, ProcessIdentity> running = new LinkedHashMap<>();
        for (String server : description.databases()) {
            ProcessIdentity.inPidFile(layout.mysqldPid(server))
                    .filter(Mysqlds::mysqld)
                    .ifPresent(p -> running.put(server, p));
        }
        return new Mysqlds(running);
    }

    /** A pid file may be older than this boot, and its number somebody else's. */
    private static boolean mysqld(ProcessIdentity process) {
        return ProcessHandle.of(process.pid())
                .flatMap(handle -> handle.info().command())
                .filter(command -> command.endsWith("mysqld"))
                .isPresent();
    }

    boolean none() {
        return running.values().stream().noneMatch(ProcessIdentity::alive);
    }

    /** SIGKILL: it acknowledges nothing, and InnoDB recovers. */
    void kill() {
        running.values().stream().filter(ProcessIdentity::alive).forEach(process -> Signal.KILL.sendTo(process.pid()));
    }

    String words() {
        return running.entrySet().stream()
                .filter(entry -> entry.getValue().alive())
                .map(entry -> entry.getKey() + " (pid " + entry.getValue().pid() + ")")
                .collect(Collectors.joining(", "));
    }
}

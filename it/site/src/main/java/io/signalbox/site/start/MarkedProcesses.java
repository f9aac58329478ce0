package io.signalbox.site.start;

import io.signalbox.site.supervisor.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The processes of a site, whoever started them: each carries the site's directory in its environment, and hands it on to what it
 * starts. So even a process that no pid file knows is found.
 */
final class MarkedProcesses {
    /** Environment variable with the site's directory. */
    static final String SITE = "SIGNALBOX_SITE";
    /** Environment variable with the supervised process that it is, or that started it. */
    static final String PROCESS = "SIGNALBOX_PROCESS";

    private static final String MYSQLD = "mysqld";

    private MarkedProcesses() {}

    /**
     * One of them.
     *
     * @param mark the supervised process that it is, or that started it
     * @param command its name in the kernel
     */
    record Marked(ProcessIdentity identity, String mark, String command) {

        boolean mysqld() {
            return command.equals(MYSQLD);
        }

        String words() {
            return command + " (pid " + identity.pid() + (mark.isEmpty() ? "" : ", of " + mark) + ")";
        }
    }

    /** Of this site, without the caller and those that wait for it. */
    static List<Marked> of(Path site) {
        Set<Long> callers = callers();
        List<Marked> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (!callers.contains(pid)) {
                    marked(process, pid, site).ifPresent(found::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static Optional<Marked> marked(Path process, long pid, Path site) {
        try {
            List<String> environment = List.of(Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1)
                    .split("\0"));
            if (!environment.contains(SITE + "=" + site)) {
                return Optional.empty();
            }
            String mark = environment.stream()
                    .filter(variable -> variable.startsWith(PROCESS + "="))
                    .map(variable -> variable.substring(PROCESS.length() + 1))
                    .findFirst()
                    .orElse("");
            String command = Files.readString(process.resolve("comm")).strip();
            return ProcessIdentity.of(pid).map(identity -> new Marked(identity, mark, command));
        } catch (IOException goneOrNotOurs) {
            return Optional.empty();
        }
    }

    private static Set<Long> callers() {
        Set<Long> pids = new HashSet<>();
        for (Optional<ProcessHandle> process = Optional.of(ProcessHandle.current());
                process.isPresent();
                process = process.get().parent()) {
            pids.add(process.get().pid());
        }
        return pids;
    }
}

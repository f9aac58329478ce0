package io.signalbox.site.supervisor;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/**
 * One program that the supervisor keeps running.
 *
 * @param name {@code host/process}
 * @param command program and arguments; never a secret
 * @param environment added to the supervisor's own
 * @param log where its output goes
 * @param rank programs of a higher rank are started later and stopped earlier; equal ranks together
 * @param stopMillis how long it may take to end after SIGTERM, before SIGKILL
 */
public record Program(
        String name,
        List<String> command,
        SortedMap<String, String> environment,
        Path log,
        int rank,
        long stopMillis) {}

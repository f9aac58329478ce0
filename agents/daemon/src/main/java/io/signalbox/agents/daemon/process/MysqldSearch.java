package io.signalbox.agents.daemon.process;

import io.signalbox.agents.daemon.config.AgentConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds this host's mysqld among the running processes: first by its pid file, then by a look through {@code /proc} (a
 * mysqld that is still starting has no pid file yet). It is ours when it runs our program and either names our defaults
 * file or works in our data directory.
 */
public final class MysqldSearch {
    private static final Path PROC = Path.of("/proc");
    /** The kernel appends this to the name of a program whose file was replaced by an upgrade. */
    private static final String REPLACED = " (deleted)";

    private final AgentConfig.Mysqld config;

    public MysqldSearch(AgentConfig.Mysqld config) {
        this.config = config;
    }

    public Optional<ProcessIdentity> find() {
        return byPidFile().or(this::byLook);
    }

    Optional<ProcessIdentity> byPidFile() {
        OptionalLong pid = pidInFile();
        return pid.isPresent() ? ours(pid.getAsLong()) : Optional.empty();
    }

    private OptionalLong pidInFile() {
        try {
            return number(Files.readString(config.pidFile()).strip());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private Optional<ProcessIdentity> byLook() {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                OptionalLong pid = number(entry.getFileName().toString());
                Optional<ProcessIdentity> found = pid.isPresent() ? ours(pid.getAsLong()) : Optional.empty();
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("/proc cannot be read", e);
        }
    }

    private Optional<ProcessIdentity> ours(long pid) {
        if (!runsOurProgram(pid) || !(namesOurFile(pid) || worksInOurDirectory(pid))) {
            return Optional.empty();
        }
        return ProcessIdentity.of(pid);
    }

    private boolean runsOurProgram(long pid) {
        try {
            String running = Files.readSymbolicLink(of(pid, "exe")).toString();
            String program =
                    running.endsWith(REPLACED) ? running.substring(0, running.length() - REPLACED.length()) : running;
            return program.equals(config.program().toRealPath().toString());
        } catch (IOException e) {
            return false;
        }
    }

    private boolean namesOurFile(long pid) {
        return arguments(pid).contains("--defaults-file=" + config.defaultsFile());
    }

    private boolean worksInOurDirectory(long pid) {
        try {
            return Files.readSymbolicLink(of(pid, "cwd"))
                    .equals(config.dataDir().toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> arguments(long pid) {
        try {
            String line = new String(Files.readAllBytes(of(pid, "cmdline")), StandardCharsets.UTF_8);
            return Arrays.asList(line.split("\0", -1));
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Path of(long pid, String name) {
        return PROC.resolve(Long.toString(pid)).resolve(name);
    }

    private static OptionalLong number(String text) {
        return text.matches("\\d{1,10}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}

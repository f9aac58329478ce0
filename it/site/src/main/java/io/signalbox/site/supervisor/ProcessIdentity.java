package io.signalbox.site.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process and no other: a pid is given out again, a pid with its start time (clock ticks after boot, field 22 of
 * {@code /proc/PID/stat}, see proc(5)) is not.
 */
public record ProcessIdentity(long pid, long startTime) {
    private static final int STATE = 0;
    private static final int START_TIME = 19;

    /** The process with this pid, unless there is none or only its zombie is left. */
    public static Optional<ProcessIdentity> of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The command may contain spaces and parentheses: fields are counted from its last ')'.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return ended(fields[STATE])
                    ? Optional.empty()
                    : Optional.of(new ProcessIdentity(pid, Long.parseLong(fields[START_TIME])));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static boolean ended(String state) {
        return state.equals("Z") || state.equals("X");
    }

    /** The process whose number a pid file's first word is. */
    public static Optional<ProcessIdentity> inPidFile(Path file) {
        try {
            return of(Long.parseLong(Files.readString(file).strip().split("\\s", 2)[0]));
        } catch (IOException | NumberFormatException noPid) {
            return Optional.empty();
        }
    }

    /** Is it still this process, and not a zombie? */
    public boolean alive() {
        return of(pid).filter(this::equals).isPresent();
    }

    /** The form it has in a file: {@code pid startTime}. */
    public String line() {
        return pid + " " + startTime;
    }

    /** Reads {@link #line()}. */
    public static Optional<ProcessIdentity> parse(String line) {
        try {
            String[] words = line.strip().split(" ");
            return words.length == 2
                    ? Optional.of(new ProcessIdentity(Long.parseLong(words[0]), Long.parseLong(words[1])))
                    : Optional.empty();
        } catch (NumberFormatException garbage) {
            return Optional.empty();
        }
    }
}

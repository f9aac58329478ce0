package io.signalbox.site.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

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
            String[] fields = fields(Path.of("/proc", Long.toString(pid), "stat"));
            return ended(fields[STATE])
                    ? Optional.empty()
                    : Optional.of(new ProcessIdentity(pid, Long.parseLong(fields[START_TIME])));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** From the third field of a {@code stat} on: the command may contain spaces and parentheses, so they are counted from its last ')'. */
    private static String[] fields(Path file) throws IOException {
        String stat = Files.readString(file);
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
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

    /** Whether a signal has stopped every one of its threads: one takes the signal when it gets a processor, and the others run until then. */
    public boolean stopped() {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.allMatch(ProcessIdentity::isStopped) && alive();
        } catch (IOException | UncheckedIOException gone) {
            return false;
        }
    }

    private static boolean isStopped(Path thread) {
        try {
            return fields(thread.resolve("stat"))[STATE].equals("T");
        } catch (IOException gone) {
            return true;
        }
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

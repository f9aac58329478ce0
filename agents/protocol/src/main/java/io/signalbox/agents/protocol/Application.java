package io.signalbox.agents.protocol;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The web application on an agent's host, beside the report: nothing that must be right about data depends on it. A start carries the
 * leader's term, so that a controller that leads no more starts nothing.
 *
 * @param server the web server's name
 * @param deployable a hook is configured
 * @param lastGood the version that answered well last, also before this agent's start; empty if none ever did
 * @param run the last run of the hook
 */
public record Application(
        String server, boolean deployable, Pulse pulse, Fingerprint fingerprint, String lastGood, Optional<Run> run) {

    /** What a version may be: it is handed to the hook as its one argument, never to a shell. */
    public static final String VERSION_RULE =
            "a version is 1 to 64 of the characters A-Z, a-z, 0-9, '.', '_', '+', '-', and begins with a letter or a digit";

    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");

    public static boolean isVersion(String text) {
        return VERSION.matcher(text).matches();
    }

    /**
     * The web server's own word.
     *
     * @param version empty if it does not say
     * @param sentence why it is not healthy, or empty
     */
    public record Pulse(boolean healthy, String version, String sentence) {}

    /**
     * The configured paths in one number.
     *
     * @param digest SHA-256 in hexadecimal over content, relative path and mode of everything; empty while unknown
     * @param trouble why it is not known, or empty
     */
    public record Fingerprint(String digest, long files, long bytes, String trouble) {
        public static final Fingerprint NONE = new Fingerprint("", 0, 0, "");
    }

    /**
     * One run of the hook.
     *
     * @param id the caller's: a second start with the same id starts nothing
     * @param exit its exit status; -1 where it has none
     * @param output its last lines
     * @param dropped lines before those
     * @param sentence what became of it
     */
    public record Run(
            String id,
            String version,
            RunState state,
            int exit,
            Duration took,
            List<String> output,
            long dropped,
            String sentence) {
        public static final int NO_EXIT = -1;

        public Run {
            output = List.copyOf(output);
        }
    }

    /** How far a run came. */
    public enum RunState {
        RUNNING,
        DONE,
        FAILED,
        /** At its deadline, or because somebody asked; with all that it had started. */
        KILLED,
        /** The agent was restarted meanwhile: what was still there of it is killed, what it did is not known. */
        LOST
    }

    /**
     * Run the hook.
     *
     * @param rollback take the hook for going back, if there is one
     * @param term of the leader that asks
     */
    public record Start(String id, String version, boolean rollback, long term) {}

    /** Kill the run of this id, if it is running. */
    public record Stop(String id, long term) {}

    /**
     * What became of a wish.
     *
     * @param code {@code done}, or one of the words for why not
     * @param detail a sentence
     */
    public record Outcome(String code, String detail, Optional<Run> run) {
        public static final String DONE = "done";

        public boolean done() {
            return code.equals(DONE);
        }
    }
}

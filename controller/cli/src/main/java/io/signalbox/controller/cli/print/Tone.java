package io.signalbox.controller.cli.print;

/** What a word means to the reader; a terminal shows it as a colour. */
public enum Tone {
    PLAIN(""),
    STRONG("1"),
    GOOD("32"),
    WARN("33"),
    BAD("31"),
    DIM("2");

    private final String code;

    Tone(String code) {
        this.code = code;
    }

    /** The text with the terminal's codes around it. */
    String around(String text) {
        return code.isEmpty() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }

    /** The tone of a word that the API uses for a state, a role or a result. */
    static Tone of(String word) {
        return switch (word) {
            case "ok", "done", "primary", "up", "ready", "success", "yes" -> GOOD;
            case "weakens", "lagging", "starting", "running", "accepted", "drain", "maint", "maintenance", "paused" ->
                WARN;
            case "breaks",
                    "broken",
                    "silent",
                    "unreachable",
                    "dead",
                    "refused",
                    "failed",
                    "rolled_back",
                    "down",
                    "no" -> BAD;
            case "-", "none", "unknown" -> DIM;
            default -> PLAIN;
        };
    }
}

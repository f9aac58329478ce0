package io.signalbox.controller.cli.print;

/** Whether to colour. Off where the output is no terminal, and where {@code NO_COLOR} is set. */
public enum Paint {
    COLOURED,
    BARE;

    /** The text in this tone. */
    public String tint(Tone tone, String text) {
        return this == COLOURED ? tone.around(text) : text;
    }

    /** A word in the tone that belongs to it. */
    public String word(String word) {
        return tint(Tone.of(word), word);
    }
}

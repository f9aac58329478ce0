package io.signalbox.site.network;

/**
 * What was found of one file.
 *
 * @param file {@code host/file}
 * @param check whether the program that will read it takes it
 * @param said by that program, or why it was not asked
 * @param difference from what lies there, as of diff(1); empty if there is none, or nothing to compare with
 */
public record Verdict(String file, Check check, String said, String difference) {
    /** What the program says. */
    public enum Check {
        VALID,
        INVALID,
        NOT_CHECKED
    }

    public boolean well() {
        return check != Check.INVALID && difference.isEmpty();
    }
}

package io.signalbox.site.network;

import io.signalbox.haproxy.adoption.Finding;
import io.signalbox.haproxy.adoption.Finding.Weight;
import java.util.ArrayList;
import java.util.List;

/**
 * What was found of one file.
 *
 * @param file {@code host/file}
 * @param check whether the program that will read it takes it
 * @param said by that program, or why it was not asked, or what could not be compared
 * @param compared with what lies there
 * @param difference from what lies there, as of diff(1); empty if there is none, or nothing to compare with
 * @param running how what runs differs from the file that lies there; empty if it does not, or nothing runs
 * @param findings of a haproxy.cfg that is somebody else's
 */
public record Verdict(
        String file,
        Check check,
        String said,
        boolean compared,
        String difference,
        List<String> running,
        List<Finding> findings) {
    /** What the program says. */
    public enum Check {
        VALID,
        INVALID,
        /** It is not here, or nothing is there that it could check. */
        NOT_CHECKED,
        /** There is no such program: who reads the file looks at it when it starts. */
        NO_VALIDATOR,
        /** This user may not read it, or ask what runs. */
        UNREADABLE
    }

    public Verdict {
        running = List.copyOf(running);
        findings = List.copyOf(findings);
    }

    /** Of a file alone that was compared with nothing. */
    public Verdict(String file, Check check, String said) {
        this(file, check, said, false, "", List.of(), List.of());
    }

    /** Of a file alone. */
    public Verdict(String file, Check check, String said, String difference) {
        this(file, check, said, true, difference, List.of(), List.of());
    }

    /** It can be judged, and its program takes it. */
    public boolean sound() {
        return check != Check.INVALID && check != Check.UNREADABLE;
    }

    /** What is wanted lies there, and runs. */
    public boolean same() {
        return difference.isEmpty()
                && running.isEmpty()
                && findings.stream().noneMatch(finding -> finding.weight() == Weight.MISSING);
    }

    public boolean well() {
        return sound() && same();
    }

    /** In a line: first how it compares, then what its program says. */
    public String words() {
        List<String> words = new ArrayList<>();
        if (!difference.isEmpty()) {
            words.add("differs");
        } else if (compared && check != Check.UNREADABLE) {
            words.add("same");
        }
        if (!running.isEmpty()) {
            words.add("runs otherwise");
        }
        words.add(
                switch (check) {
                    case VALID -> "valid";
                    case INVALID -> "invalid";
                    case NOT_CHECKED -> "not checked";
                    case NO_VALIDATOR -> "no validator for this kind of file";
                    case UNREADABLE -> "unreadable";
                });
        return String.join(", ", words);
    }
}

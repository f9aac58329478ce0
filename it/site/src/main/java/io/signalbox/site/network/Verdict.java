package io.signalbox.site.network;

import io.signalbox.haproxy.adoption.Finding;
import io.signalbox.haproxy.adoption.Finding.Weight;
import java.util.List;

/**
 * What was found of one file.
 *
 * @param file {@code host/file}
 * @param check whether the program that will read it takes it
 * @param said by that program, or why it was not asked, or what could not be compared
 * @param difference from what lies there, as of diff(1); empty if there is none, or nothing to compare with
 * @param running how what runs differs from the file that lies there; empty if it does not, or nothing runs
 * @param findings of a haproxy.cfg that is somebody else's
 */
public record Verdict(
        String file, Check check, String said, String difference, List<String> running, List<Finding> findings) {
    /** What the program says. */
    public enum Check {
        VALID,
        INVALID,
        NOT_CHECKED,
        /** This user may not read it, or ask what runs. */
        UNREADABLE
    }

    public Verdict {
        running = List.copyOf(running);
        findings = List.copyOf(findings);
    }

    /** Of a file alone. */
    public Verdict(String file, Check check, String said, String difference) {
        this(file, check, said, difference, List.of(), List.of());
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
}

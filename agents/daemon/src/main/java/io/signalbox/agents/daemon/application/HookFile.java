package io.signalbox.agents.daemon.application;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a file may be run: nobody but root and this agent's own user may be able to change or replace it. */
final class HookFile {
    private static final int ROOT = 0;
    private static final int OTHERS_MAY_WRITE = 022;
    private static final int STICKY = 01000;

    private HookFile() {}

    /** Why it must not be run, in a sentence; or nothing. Looked at before every run. */
    static Optional<String> objection(Path file) {
        try {
            Path real = file.toRealPath();
            if (!Files.isRegularFile(real) || !Files.isExecutable(real)) {
                return Optional.of(file + " is no file that can be run");
            }
            int self = UnixEntry.of(Path.of(
                            "/proc", Long.toString(ProcessHandle.current().pid())))
                    .owner();
            for (Path part = real; part != null; part = part.getParent()) {
                Optional<String> objection = objection(part, self);
                if (objection.isPresent()) {
                    return objection;
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(file + " cannot be looked at: " + e.getMessage());
        }
    }

    /** In a directory with the sticky bit others may write, and yet replace nothing that is not theirs. */
    private static Optional<String> objection(Path part, int self) throws IOException {
        UnixEntry found = UnixEntry.of(part);
        if (found.owner() != ROOT && found.owner() != self) {
            return Optional.of(
                    part + " belongs to the user " + found.owner() + ": only root's is run, or this agent's own");
        }
        boolean shielded = found.isDirectory() && (found.mode() & STICKY) != 0;
        return (found.mode() & OTHERS_MAY_WRITE) != 0 && !shielded
                ? Optional.of(part + " can be written by its group or by others: it is not run")
                : Optional.empty();
    }
}

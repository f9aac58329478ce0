package io.signalbox.lab.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * What lies beside a file while a drill has harmed it: the file as it was, under a name that ends with the pid of the drill's process, so
 * that a later drill can tell whether anybody will give it back.
 */
record Aside(Path file) {
    private static final String BEFORE = ".before-";

    /** The file stays, to be changed. */
    void copy() throws IOException {
        Files.copy(file, mine(), StandardCopyOption.COPY_ATTRIBUTES);
    }

    void move() throws IOException {
        Files.move(file, mine());
    }

    private Path mine() {
        return file.resolveSibling(
                file.getFileName() + BEFORE + ProcessHandle.current().pid());
    }

    /** The file as it was; empty when all is well. */
    Optional<Path> kept() {
        try (var files = Files.list(file.getParent())) {
            return files.filter(other -> String.valueOf(other.getFileName()).startsWith(file.getFileName() + BEFORE))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something lies there, and the process that put it there is gone. */
    boolean isLeft() {
        return kept().filter(Aside::ownerIsGone).isPresent();
    }

    private static boolean ownerIsGone(Path kept) {
        String name = String.valueOf(kept.getFileName());
        return ProcessHandle.of(Long.parseLong(name.substring(name.lastIndexOf('-') + 1)))
                .isEmpty();
    }

    /** Gives it back; returns whether there was anything to give. */
    boolean giveBack() throws IOException {
        Optional<Path> before = kept();
        if (before.isPresent()) {
            Files.move(before.get(), file, StandardCopyOption.REPLACE_EXISTING);
        }
        return before.isPresent();
    }
}

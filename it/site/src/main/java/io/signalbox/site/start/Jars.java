package io.signalbox.site.start;

import io.signalbox.site.SiteFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The jars of one build.
 *
 * @param directory where they lie
 * @param jars in the order of the class path
 */
record Jars(Path directory, List<Path> jars) {
    private static final int ID_LENGTH = 12;

    static Jars in(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new SiteFailure("There is no build in " + directory + ": run ./signalbox, which builds.");
        }
        try (Stream<Path> files = Files.list(directory)) {
            return new Jars(
                    directory,
                    files.filter(file -> file.toString().endsWith(".jar"))
                            .sorted()
                            .toList());
        }
    }

    /** A name for this build: same jars, same name. */
    String build() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path jar : jars) {
            text.append(jar.getFileName()).append(' ').append(Files.size(jar));
            text.append(' ').append(Files.getLastModifiedTime(jar).toMillis()).append('\n');
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, ID_LENGTH);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Copies them, with their times: a build that is made while they run must not change files under a JVM. */
    Jars copyTo(Path target) throws IOException {
        if (!Files.isDirectory(target)) {
            Path fresh = target.resolveSibling(target.getFileName() + ".new");
            Files.createDirectories(fresh);
            for (Path jar : jars) {
                Files.copy(
                        jar,
                        fresh.resolve(jar.getFileName()),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        }
        return in(target);
    }

    String classPath() {
        return jars.stream().map(Path::toString).collect(Collectors.joining(":"));
    }
}

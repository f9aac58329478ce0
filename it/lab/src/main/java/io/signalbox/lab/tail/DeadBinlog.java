package io.signalbox.lab.tail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A dead server's last binlog, copied before its agent could touch it. A rotation waits for commits that wait for an
 * acknowledgement, so a tail never spans two files.
 *
 * @param copy of the file as it was at the death
 * @param tailDir where the agent saves tails
 * @param tailsBefore names of the files that were there already
 */
public record DeadBinlog(String server, Path copy, Path tailDir, Set<String> tailsBefore) {

    /** @param scratch gets the copy */
    public static DeadBinlog keep(String server, Path dataDir, Path tailDir, Path scratch) {
        Set<String> tails = names(tailDir);
        try {
            Path last = lastBinlog(dataDir);
            Path copy = Files.createDirectories(scratch).resolve(server + "-" + last.getFileName());
            return new DeadBinlog(server, Files.copy(last, copy, StandardCopyOption.REPLACE_EXISTING), tailDir, tails);
        } catch (IOException e) {
            throw new UncheckedIOException("The binlog of the dead " + server + " cannot be copied", e);
        }
    }

    /** Files that were saved since. */
    List<Path> savedSince() {
        return names(tailDir).stream()
                .filter(name -> !tailsBefore.contains(name))
                .map(tailDir::resolve)
                .filter(DeadBinlog::isBinlog)
                .toList();
    }

    /** Removes the copy. */
    public void forget() {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path lastBinlog(Path dataDir) throws IOException {
        try (Stream<Path> files = Files.list(dataDir)) {
            Path index = files.filter(file -> file.toString().endsWith(".index"))
                    .filter(file -> !file.getFileName().toString().startsWith("relay"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no index of binlogs in " + dataDir));
            List<String> names = Files.readAllLines(index);
            return dataDir.resolve(names.getLast()).normalize();
        }
    }

    private static boolean isBinlog(Path file) {
        try (var in = Files.newInputStream(file)) {
            byte[] magic = in.readNBytes(4);
            return magic.length == 4
                    && magic[0] == (byte) 0xfe
                    && magic[1] == 'b'
                    && magic[2] == 'i'
                    && magic[3] == 'n';
        } catch (IOException e) {
            return false;
        }
    }

    private static Set<String> names(Path dir) {
        Set<String> names = new TreeSet<>();
        if (Files.isDirectory(dir)) {
            try (Stream<Path> files = Files.list(dir)) {
                files.forEach(file -> names.add(file.getFileName().toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return names;
    }
}

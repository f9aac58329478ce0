package io.signalbox.agents.daemon.application;

import io.signalbox.agents.protocol.Application.Fingerprint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One number for all that the configured paths hold: of each entry, in order, where it is (relative to its path), its kind and mode, and
 * its content. A configured path that is a link is followed, as {@code current} is; a link below is what it says. For one thread.
 */
final class Fingerprints {
    static final int MOST_FILES = 20_000;
    static final long MOST_BYTES = 1L << 30;

    private final List<Path> paths;
    private final InstantSource clock;
    private final FileDigests digests = new FileDigests();
    private final int mostFiles;
    private final long mostBytes;

    Fingerprints(List<Path> paths, InstantSource clock) {
        this(paths, clock, MOST_FILES, MOST_BYTES);
    }

    Fingerprints(List<Path> paths, InstantSource clock, int mostFiles, long mostBytes) {
        this.paths = paths;
        this.clock = clock;
        this.mostFiles = mostFiles;
        this.mostBytes = mostBytes;
    }

    /** Bytes read from files since the start. */
    long read() {
        return digests.read();
    }

    /** Blocks as long as the file system does. */
    Fingerprint take() {
        if (paths.isEmpty()) {
            return Fingerprint.NONE;
        }
        digests.beginRound();
        Sum sum = new Sum();
        try {
            for (int i = 0; i < paths.size(); i++) {
                Path root = paths.get(i).toRealPath();
                for (Map.Entry<String, Path> entry : below(root, sum).entrySet()) {
                    sum.add(i + "/" + entry.getKey(), entry.getValue());
                }
            }
            return sum.done();
        } catch (IOException | java.io.UncheckedIOException e) {
            return new Fingerprint("", sum.files, sum.bytes, String.valueOf(e.getMessage()));
        }
    }

    private SortedMap<String, Path> below(Path root, Sum sum) throws IOException {
        SortedMap<String, Path> all = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Iterator<Path> each = walk.iterator(); each.hasNext(); ) {
                Path entry = each.next();
                all.put(root.relativize(entry).toString(), entry);
                if (sum.files + all.size() > mostFiles) {
                    throw new IOException("there are more than " + mostFiles + " files and directories");
                }
            }
        }
        return all;
    }

    private final class Sum {
        private final MessageDigest whole = FileDigests.sha256();
        private long files;
        private long bytes;

        void add(String where, Path entry) throws IOException {
            UnixEntry found = UnixEntry.of(entry);
            files++;
            String mode = Integer.toOctalString(found.permissions());
            if (found.isLink()) {
                put(
                        where,
                        "link",
                        FileDigests.ofText(Files.readSymbolicLink(entry).toString()));
            } else if (found.isDirectory()) {
                put(where, "directory " + mode, "");
            } else if (found.isFile()) {
                count(found.size());
                put(where, "file " + mode, digests.of(entry, found, clock.instant()));
            } else {
                put(where, "other " + mode, "");
            }
        }

        private void count(long size) throws IOException {
            bytes += size;
            if (bytes > mostBytes) {
                throw new IOException("the files have more than " + mostBytes + " bytes");
            }
        }

        /** No name of a file holds a zero byte, so that no two lists of entries look the same. */
        private void put(String where, String kind, String content) {
            whole.update((where + '\0' + kind + '\0' + content + '\0').getBytes(StandardCharsets.UTF_8));
        }

        Fingerprint done() {
            return new Fingerprint(HexFormat.of().formatHex(whole.digest()), files, bytes, "");
        }
    }
}

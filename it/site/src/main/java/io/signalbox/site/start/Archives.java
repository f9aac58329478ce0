package io.signalbox.site.start;

import io.signalbox.site.layout.SiteLayout;
import io.signalbox.site.supervisor.ProgramList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Archives of loaded classes, one for each kind of daemon, which halve what a start costs. They belong to a build and a JVM, and are
 * shared by the sites of a machine. The first orderly end of a daemon writes one into its own site, where nobody else does; {@code down}
 * moves it to the others' place in one step, so that no JVM ever maps a half-written one. A JVM ignores an archive that does not fit.
 *
 * @param shared the archives of this build
 * @param local where this site's daemons write theirs
 */
public record Archives(Path shared, Path local) {
    private static final String SUFFIX = ".jsa";
    private static final int BUILDS_KEPT = 3;
    /** The header's first word, which a JVM writes last. */
    private static final int MAGIC_BYTES = 4;

    static Archives of(Path cache, Jars jars) throws IOException {
        return new Archives(
                home(cache).resolve(jars.build() + "-" + System.getProperty("java.vm.version")), jars.directory());
    }

    private static Path home(Path cache) {
        return cache.resolve("archives");
    }

    /** Publishes what the site's last run wrote. Nothing of it may be running. */
    public static void publishAfter(SiteLayout layout, Path cache) throws IOException {
        if (Files.exists(layout.programs())) {
            Path jars = layout.jars(ProgramList.read(layout.programs()).build());
            if (Files.isDirectory(jars)) {
                of(cache, Jars.in(jars)).publish();
            }
        }
    }

    /** What tells a daemon to use the archive of its kind, or, if there is none yet and it is {@code chosen}, to write it. */
    Optional<String> flag(String kind, boolean chosen) {
        Path archive = shared.resolve(kind + SUFFIX);
        if (Files.exists(archive)) {
            return Optional.of("-XX:SharedArchiveFile=" + archive);
        }
        return chosen ? Optional.of("-XX:ArchiveClassesAtExit=" + local.resolve(kind + SUFFIX)) : Optional.empty();
    }

    private void publish() throws IOException {
        List<Path> written = written();
        if (!written.isEmpty()) {
            Files.createDirectories(shared);
            for (Path archive : written) {
                Path fresh = Files.createTempFile(shared, "new", ".tmp");
                Files.move(archive, fresh, StandardCopyOption.REPLACE_EXISTING);
                Files.move(fresh, shared.resolve(archive.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
            forgetOldBuilds();
        }
    }

    private List<Path> written() throws IOException {
        if (!Files.isDirectory(local)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(local)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .filter(Archives::whole)
                    .toList();
        }
    }

    /** A daemon that was killed while it wrote leaves a header of zeros. */
    private static boolean whole(Path archive) {
        try (InputStream in = Files.newInputStream(archive)) {
            byte[] magic = in.readNBytes(MAGIC_BYTES);
            return magic.length == MAGIC_BYTES && !Arrays.equals(magic, new byte[MAGIC_BYTES]);
        } catch (IOException e) {
            return false;
        }
    }

    private void forgetOldBuilds() throws IOException {
        try (Stream<Path> builds = Files.list(shared.getParent())) {
            List<Path> old = builds.sorted(
                            Comparator.comparing(Archives::lastChange).reversed())
                    .skip(BUILDS_KEPT)
                    .toList();
            for (Path build : old) {
                Disk.delete(build);
            }
        }
    }

    private static FileTime lastChange(Path build) {
        try {
            return Files.getLastModifiedTime(build);
        } catch (IOException gone) {
            return FileTime.from(Instant.EPOCH);
        }
    }
}

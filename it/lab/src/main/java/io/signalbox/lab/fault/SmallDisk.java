package io.signalbox.lab.fault;

import io.signalbox.site.Site;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The data of one server lie on a file system of their own: ext4 in a file, mounted where the data directory was, small enough to be
 * filled, and nobody else's when it is frozen or breaks. For putting it in and taking it out, the server's agent and mysqld are killed, as
 * if its host had been restarted; the data that came with it are kept beside it until it is out again.
 *
 * @param owner the pid of the drill that put it in
 */
public record SmallDisk(Site site, String server, long owner) implements Fault {
    private static final long BYTES = 1L << 30;
    private static final Pattern IMAGE = Pattern.compile("disk-([a-z0-9]+)-(\\d+)\\.img");

    /** Of this drill. */
    public static SmallDisk of(Site site, String server) {
        return new SmallDisk(site, server, ProcessHandle.current().pid());
    }

    /** The one that this drill has put in. */
    public static Optional<SmallDisk> placed(Site site) {
        return all(site).stream()
                .filter(disk -> disk.owner == ProcessHandle.current().pid())
                .findFirst();
    }

    /** Takes out what drills that were killed left; returns how many that were. */
    public static int healLeftovers(Site site) {
        List<SmallDisk> left = all(site).stream()
                .filter(disk -> ProcessHandle.of(disk.owner).isEmpty())
                .toList();
        left.forEach(SmallDisk::heal);
        return left.size();
    }

    private static List<SmallDisk> all(Site site) {
        List<SmallDisk> disks = new ArrayList<>();
        try (DirectoryStream<Path> images =
                Files.newDirectoryStream(site.layout().drills(), "disk-*.img")) {
            for (Path image : images) {
                Matcher matcher = IMAGE.matcher(image.getFileName().toString());
                if (matcher.matches()) {
                    disks.add(new SmallDisk(site, matcher.group(1), Long.parseLong(matcher.group(2))));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return disks;
    }

    /** Where the server's data are, and where it is mounted. */
    Path data() {
        return site.layout().dataDir(server);
    }

    private Path image() {
        return site.layout().drills().resolve("disk-" + server + "-" + owner + ".img");
    }

    /** The data that were there before: they are empty of meaning as soon as mysqld has run on the disk. */
    private Path aside() {
        return data().resolveSibling("data.aside");
    }

    /** Where the disk is mounted while data are copied from it or to it. */
    private Path staging() {
        return data().resolveSibling("data.staging");
    }

    @Override
    public void inject() {
        requireRoot();
        make();
        whileDown(() -> {
            Mounts.mount(image(), directory(staging()));
            Tool.run("cp", "-a", data() + "/.", staging().toString());
            Mounts.unmount(staging());
            Files.move(data(), aside());
            Mounts.mount(image(), directory(data()));
        });
    }

    private static void requireRoot() {
        try {
            if (!Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
                throw new FaultFailure(
                        "A drill that harms a disk needs root: it mounts a file system of its own over a server's data.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void make() {
        try (RandomAccessFile file = new RandomAccessFile(image().toFile(), "rw")) {
            file.setLength(BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Tool.run("mkfs.ext4", "-q", "-F", "-m", "0", image().toString());
    }

    private static Path directory(Path path) throws IOException {
        return Files.createDirectories(path);
    }

    @Override
    public void heal() {
        if (Files.exists(image())) {
            Tool.succeeds("fsfreeze", "-u", data().toString());
            whileDown(this::takeOut);
        }
    }

    private void takeOut() throws IOException {
        Mounts.unmount(staging());
        if (Files.exists(aside())) {
            Mounts.unmount(data());
            Mounts.check(image());
            Mounts.mount(image(), directory(staging()));
            FillDisk.forget(staging());
            Path back = data().resolveSibling("data.back");
            Tool.run("rm", "-rf", back.toString());
            Tool.run("cp", "-a", staging().toString(), back.toString());
            Mounts.unmount(staging());
            Files.deleteIfExists(back.resolve("lost+found"));
            Files.deleteIfExists(data());
            Files.move(back, data());
            Tool.run("rm", "-rf", aside().toString());
        }
        Files.deleteIfExists(staging());
        Files.deleteIfExists(image());
    }

    /** Has it become read-only? */
    boolean broken() {
        return Mounts.at(data()).filter(Mounts.Mount::readOnly).isPresent();
    }

    /** As a restart of the host would: an ext4 that stopped at an error goes on only after a check. */
    void repair() {
        whileDown(() -> {
            Mounts.unmount(data());
            Mounts.check(image());
            Mounts.mount(image(), data());
        });
    }

    private void whileDown(HostDown.Work work) {
        new HostDown(site, server).during(work);
    }

    @Override
    public String sentence() {
        return "the data of " + server + " lie on a disk of their own, " + (BYTES >> 20) + " MiB";
    }
}

package io.signalbox.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A disk of its own for a site, in memory, so that it can be made full without filling this machine's. Needs root. */
record SmallDisk(Path dir) implements AutoCloseable {
    private static final long ROOMY = 6L << 30;
    private static final double NEARLY_FULL = 0.95;

    static SmallDisk mounted() throws IOException {
        // Unix sockets lie below it: the name must be short.
        SmallDisk disk = new SmallDisk(Files.createTempDirectory(Path.of("/tmp"), "sb"));
        run("mount", "-t", "tmpfs", "-o", "size=" + ROOMY, "signalbox-test", disk.dir.toString());
        return disk;
    }

    /** 5 % are left. */
    void shrink() throws IOException {
        FileStore store = Files.getFileStore(dir);
        long used = store.getTotalSpace() - store.getUsableSpace();
        resize((long) (used / NEARLY_FULL));
    }

    void grow() throws IOException {
        resize(ROOMY);
    }

    private void resize(long bytes) throws IOException {
        run("mount", "-o", "remount,size=" + bytes, dir.toString());
    }

    @Override
    public void close() throws IOException {
        run("umount", "--lazy", dir.toString());
        Files.delete(dir);
    }

    private static void run(String... argv) throws IOException {
        Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue())
                .as(() -> String.join(" ", List.of(argv)) + " (a disk of its own needs root): " + said)
                .isZero();
    }
}

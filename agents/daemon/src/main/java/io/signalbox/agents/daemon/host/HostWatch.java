package io.signalbox.agents.daemon.host;

import io.signalbox.agents.protocol.Report;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Free space where the data lie, and the load average. A look at a stalled disk may hang, so looks are taken on a thread
 * that may block, and readers get the last one.
 */
public final class HostWatch {
    /** What is said while the file system could not be looked at. */
    private static final Disk UNKNOWN = new Disk(1, Long.MAX_VALUE, false);

    private record Disk(double freeRatio, long freeBytes, boolean readOnly) {}

    private final Path directory;
    private final OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    private volatile Disk disk = UNKNOWN;
    private volatile double load;

    /** @param directory any on the file system that matters */
    public HostWatch(Path directory) {
        this.directory = directory;
    }

    /** Blocks as long as the file system does. */
    public void look() throws IOException {
        FileStore store = Files.getFileStore(directory);
        long total = store.getTotalSpace();
        long free = store.getUsableSpace();
        disk = new Disk(total == 0 ? 0 : (double) free / total, free, store.isReadOnly());
        load = Math.max(0, system.getSystemLoadAverage());
    }

    /** As seen last. */
    public Report.Host host(String savedTail) {
        Disk seen = disk;
        return new Report.Host(seen.freeRatio(), seen.freeBytes(), load, seen.readOnly(), savedTail);
    }
}

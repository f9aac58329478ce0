package io.signalbox.site.start;

import io.signalbox.site.SiteFailure;
import io.signalbox.site.layout.SiteLayout;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/** One {@code up} or {@code down} of a site at a time. */
public final class SiteLock {
    private SiteLock() {}

    /** What is done while the lock is held. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    /** Does the work, or fails at once if somebody else is at work on this site. */
    public static <T> T holding(SiteLayout layout, Work<T> work) throws IOException, InterruptedException {
        Files.createDirectories(layout.dir());
        try (FileChannel channel =
                FileChannel.open(layout.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (!locked(channel)) {
                throw new SiteFailure("Another `signalbox up` or `down` is at work on " + layout.dir() + ".");
            }
            return work.run();
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException inThisVeryJvm) {
            return false;
        }
    }
}

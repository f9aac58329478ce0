package io.signalbox.agents.daemon.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A kept-open {@code /proc/PID/stat}. The open file belongs to that very process: when it is gone reads fail, also if
 * the number has been given to another. For one thread.
 */
final class ProcStat implements AutoCloseable {
    private static final int LONGEST_LINE = 1024;

    private final FileChannel file;
    private final ByteBuffer line = ByteBuffer.allocateDirect(LONGEST_LINE);
    private final ProcessIdentity identity;

    private ProcStat(FileChannel file, long pid) {
        this.file = file;
        read();
        this.identity = new ProcessIdentity(pid, StatLine.startTicks(line));
    }

    /** Empty if there is no such process, or it has ended. */
    static Optional<ProcStat> open(long pid) {
        try {
            ProcStat stat = new ProcStat(FileChannel.open(path(pid), StandardOpenOption.READ), pid);
            if (stat.look() != Liveness.ENDED) {
                return Optional.of(stat);
            }
            stat.close();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** As {@link #open(long)}, but only for that very process. */
    static Optional<ProcStat> open(ProcessIdentity identity) {
        Optional<ProcStat> stat = open(identity.pid());
        if (stat.isPresent() && !stat.get().identity.equals(identity)) {
            stat.get().close();
            return Optional.empty();
        }
        return stat;
    }

    ProcessIdentity identity() {
        return identity;
    }

    Liveness look() {
        read();
        return StatLine.liveness(line);
    }

    private void read() {
        line.clear();
        try {
            file.read(line, 0);
        } catch (IOException e) {
            line.clear(); // ESRCH: gone and reaped
        }
        line.flip();
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new IllegalStateException("a read-only file could not be closed", e);
        }
    }

    /** The first thread's own line has all that is wanted, and does not sum up what all the others used. */
    private static Path path(long pid) {
        String number = Long.toString(pid);
        return Path.of("/proc", number, "task", number, "stat");
    }
}

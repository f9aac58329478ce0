package io.signalbox.lab.drill;

import io.signalbox.lab.fault.BreakDisk;
import io.signalbox.lab.fault.FreezeDisk;
import java.time.Duration;
import java.util.List;

/** What can become of a disk. */
final class Disks {
    /**
     * A receiver that found the disk full looks for room again only after 60 s, and cannot be stopped before: the MySQL manual,
     * "How MySQL Handles a Full Disk".
     */
    static final Duration FULL_DISK_WHOLE_BOUND = Duration.ofMinutes(2);

    static final List<Drill> DRILLS = List.of(
            new FillPrimary(),
            new LoseDisk(
                    "read-only-primary",
                    "the primary's file system becomes read-only: another server takes over, the old one comes back when its file"
                            + " system was checked. Needs root: it mounts a disk of its own",
                    BreakDisk::new,
                    1500),
            new LoseDisk(
                    "stall-primary-disk",
                    "the primary's disk stands still (fsync does not return): another server takes over within six seconds, the old"
                            + " one acknowledges nothing and comes back when the disk goes on. Needs root: it mounts a disk of its own",
                    FreezeDisk::new,
                    6000),
            new FillReplica(),
            new SlowPrimaryDisk());

    private Disks() {}
}

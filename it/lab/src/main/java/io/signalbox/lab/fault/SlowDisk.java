package io.signalbox.lab.fault;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The disk stands still again and again, and goes on each time: whoever forces a file waits, and is answered. */
public final class SlowDisk implements Fault {
    private static final Duration END_BOUND = Duration.ofSeconds(20);

    private final SmallDisk disk;
    private final Duration still;
    private final Duration going;
    private final AtomicReference<@Nullable FaultFailure> failure = new AtomicReference<>();
    private volatile boolean ended;
    private @Nullable Thread turns;

    /**
     * @param still how long it stands each time
     * @param going how long it goes between
     */
    public SlowDisk(SmallDisk disk, Duration still, Duration going) {
        this.disk = disk;
        this.still = still;
        this.going = going;
    }

    @Override
    public synchronized void inject() {
        turns = Thread.ofPlatform().daemon().name("slow-disk").start(this::turn);
    }

    private void turn() {
        FreezeDisk freeze = new FreezeDisk(disk);
        try {
            while (!ended) {
                freeze.inject();
                pause(still);
                freeze.heal();
                pause(going);
            }
        } catch (FaultFailure e) {
            failure.set(e);
        }
    }

    private static void pause(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (until - System.nanoTime() > 0) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    @Override
    public synchronized void heal() {
        Thread turning = turns;
        if (turning == null) {
            return;
        }
        turns = null;
        ended = true;
        try {
            turning.join(END_BOUND);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        new FreezeDisk(disk).heal();
        FaultFailure why = failure.get();
        if (why != null) {
            throw new FaultFailure("the disk did not stand still as it should: " + why.getMessage());
        }
    }

    @Override
    public String sentence() {
        return "the disk of " + disk.server() + " stands still for " + still.toMillis() + " ms of each "
                + still.plus(going).toMillis();
    }
}

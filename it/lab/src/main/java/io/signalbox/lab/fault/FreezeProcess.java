package io.signalbox.lab.fault;

import io.signalbox.lab.cluster.Wait;
import io.signalbox.site.supervisor.ProcessIdentity;
import io.signalbox.site.supervisor.Signal;
import java.time.Duration;

/**
 * SIGSTOP: the process is there, its sockets accept, nothing answers. Injected when all its threads stand still, as far as they can: one
 * that waits for a disk does not. Thawed when healed, if it still is that process.
 */
public final class FreezeProcess implements Fault {
    private static final Duration STOPPED_BOUND = Duration.ofSeconds(1);

    private final String what;
    private final ProcessIdentity process;

    public FreezeProcess(String what, ProcessIdentity process) {
        this.what = what;
        this.process = process;
    }

    @Override
    public void inject() {
        if (!Signal.STOP.sendTo(process.pid())) {
            throw new FaultFailure("SIGSTOP could not be sent to " + what + ", pid " + process.pid() + ".");
        }
        Wait.until(STOPPED_BOUND, process::stopped);
    }

    @Override
    public void heal() {
        if (process.alive()) {
            Signal.CONT.sendTo(process.pid());
        }
    }

    @Override
    public String sentence() {
        return what + " hangs (kill -STOP " + process.pid() + ")";
    }
}

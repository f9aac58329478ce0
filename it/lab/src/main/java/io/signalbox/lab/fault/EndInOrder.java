package io.signalbox.lab.fault;

import io.signalbox.site.supervisor.ProcessIdentity;
import io.signalbox.site.supervisor.Signal;

/**
 * SIGTERM, as {@code systemctl stop} sends it and as {@code mysqladmin shutdown} works: mysqld ends what it has begun, and then itself.
 * There is nothing to heal: its agent starts it again.
 */
public final class EndInOrder implements Fault {
    private final String what;
    private final ProcessIdentity process;

    public EndInOrder(String what, ProcessIdentity process) {
        this.what = what;
        this.process = process;
    }

    @Override
    public void inject() {
        if (!Signal.TERM.sendTo(process.pid())) {
            throw new FaultFailure("SIGTERM could not be sent to " + what + ", pid " + process.pid() + ".");
        }
    }

    @Override
    public void heal() {
        // It ends by itself, and cannot be asked not to.
    }

    @Override
    public String sentence() {
        return what + " is told to end in order (kill -TERM " + process.pid() + ")";
    }
}

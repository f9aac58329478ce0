package io.signalbox.lab.fault;

import io.signalbox.site.supervisor.ProcessIdentity;
import io.signalbox.site.supervisor.Signal;

/** SIGSTOP: the process is there, its sockets accept, nothing answers. Thawed when healed, if it still is that process. */
public final class FreezeProcess implements Fault {
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

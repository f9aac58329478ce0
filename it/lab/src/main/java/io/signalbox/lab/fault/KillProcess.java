package io.signalbox.lab.fault;

/**
 * SIGKILL, as {@code kill -9} sends it, but without the time that starting a program takes. There is nothing to heal: whoever watches
 * over the process starts it again.
 */
public final class KillProcess implements Fault {
    private final String what;
    private final long pid;

    public KillProcess(String what, long pid) {
        this.what = what;
        this.pid = pid;
    }

    @Override
    public void inject() {
        ProcessHandle process = ProcessHandle.of(pid)
                .orElseThrow(() -> new FaultFailure(what + " does not run: there is no process " + pid + "."));
        if (!process.destroyForcibly()) {
            throw new FaultFailure("SIGKILL could not be sent to " + what + ", pid " + pid + ".");
        }
    }

    @Override
    public void heal() {
        // It is dead.
    }

    @Override
    public String sentence() {
        return what + " is killed (kill -9 " + pid + ")";
    }
}

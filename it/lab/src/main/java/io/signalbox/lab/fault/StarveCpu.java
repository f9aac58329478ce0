package io.signalbox.lab.fault;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes that do nothing but compute. */
public final class StarveCpu implements Fault {
    private final int count;
    private final List<Process> spinning = new ArrayList<>();

    public StarveCpu(int count) {
        this.count = count;
    }

    @Override
    public void inject() {
        for (int i = 0; i < count; i++) {
            spinning.add(spin());
        }
    }

    /** Reads zeros for ever. */
    private static Process spin() {
        try {
            return new ProcessBuilder("sha256sum", "/dev/zero")
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new FaultFailure("A spinning process could not be started: " + e.getMessage());
        }
    }

    @Override
    public void heal() {
        spinning.forEach(Process::destroyForcibly);
        spinning.clear();
    }

    @Override
    public String sentence() {
        return count + " processes spin";
    }
}

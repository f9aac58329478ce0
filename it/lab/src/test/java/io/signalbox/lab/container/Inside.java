package io.signalbox.lab.container;

import io.signalbox.lab.fault.FaultFailure;
import java.io.IOException;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.ContainerState;

/** Programs that run in a container, beside its own. */
final class Inside {
    private Inside() {}

    /** What it printed. Fails with that unless it ends with 0. */
    static String succeeds(ContainerState container, String... argv) {
        ExecResult result = run(container, argv);
        if (result.getExitCode() != 0) {
            throw new FaultFailure(String.join(" ", argv) + " ended with " + result.getExitCode() + ": "
                    + (result.getStdout() + result.getStderr()).strip());
        }
        return result.getStdout().strip();
    }

    static ExecResult run(ContainerState container, String... argv) {
        try {
            return container.execInContainer(argv);
        } catch (IOException e) {
            throw new FaultFailure(String.join(" ", argv) + " cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultFailure("interrupted in " + String.join(" ", argv));
        }
    }
}

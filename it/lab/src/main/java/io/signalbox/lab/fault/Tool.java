package io.signalbox.lab.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the system, run to its end in a session of its own: Ctrl-C must not end what heals. */
final class Tool {
    private static final Duration BOUND = Duration.ofSeconds(60);

    private Tool() {}

    /** What it printed. Fails with that unless it ends with 0 in time. */
    static String run(String... words) {
        return run(0, words);
    }

    /** @param worst the greatest exit status that is no failure */
    static String run(int worst, String... words) {
        List<String> command = new ArrayList<>(List.of("setsid", "--wait"));
        command.addAll(List.of(words));
        String name = String.join(" ", words);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
                throw new FaultFailure(name + " did not end within " + BOUND.toSeconds() + " s.");
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.exitValue() > worst) {
                throw new FaultFailure(name + " failed: " + output.strip());
            }
            return output;
        } catch (IOException e) {
            throw new FaultFailure(name + " cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultFailure("interrupted in " + name);
        }
    }

    /** For what may have happened already. */
    static boolean succeeds(String... words) {
        try {
            run(words);
            return true;
        } catch (FaultFailure e) {
            return false;
        }
    }
}

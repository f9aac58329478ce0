package io.signalbox.agents.daemon.real;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Packets between two addresses of this machine are lost, both ways; nobody is told. */
public final class LinkCut {
    private static final String LOCK_SECONDS = "5";

    private final List<List<String>> rules;
    private boolean injected;

    public LinkCut(String one, String other) {
        rules = List.of(rule(one, other), rule(other, one));
    }

    private static List<String> rule(String from, String to) {
        return List.of("INPUT", "-s", from, "-d", to, "-j", "DROP");
    }

    /** Why this user may not; empty if he may. */
    public static String lack() {
        return run(List.of("-S", "INPUT"))
                .map(complaint -> "links cannot be cut here: " + complaint)
                .orElse("");
    }

    public void inject() {
        injected = true;
        change("-I");
    }

    /** Harmless when there is nothing to heal. */
    public void heal() {
        if (injected) {
            injected = false;
            change("-D");
        }
    }

    private void change(String verb) {
        for (List<String> rule : rules) {
            List<String> arguments = new ArrayList<>(List.of(verb));
            arguments.addAll(rule);
            run(arguments).ifPresent(complaint -> {
                throw new AssertionError(arguments + ": " + complaint);
            });
        }
    }

    /** Returns iptables' complaint, or nothing if it did what it was told. */
    private static Optional<String> run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("iptables", "-w", LOCK_SECONDS));
        command.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.empty() : Optional.of(said.strip());
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

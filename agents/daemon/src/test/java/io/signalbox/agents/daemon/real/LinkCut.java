package io.signalbox.agents.daemon.real;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Packets between two addresses of this machine are lost, both ways; nobody is told. */
public final class LinkCut {
    private final List<List<String>> rules;
    private boolean injected;

    public LinkCut(String one, String other) {
        rules = List.of(rule(one, other), rule(other, one));
    }

    private static List<String> rule(String from, String to) {
        return List.of("INPUT", "-s", from, "-d", to, "-j", "DROP");
    }

    /** Whether this user may. */
    public static boolean possible() {
        return run(List.of("iptables", "-w", "-S", "INPUT")) == 0;
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
            ArrayList<String> command = new ArrayList<>(List.of("iptables", "-w", verb));
            command.addAll(rule);
            if (run(command) != 0) {
                throw new AssertionError(command + " failed");
            }
        }
    }

    private static int run(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .inheritIO()
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return 1;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

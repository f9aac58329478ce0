package io.signalbox.mysql.fence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A rule of the machine's packet filter that drops what comes to one port. */
final class PortRule {
    private static final String ANSWERS = "answers";
    private static final String LOCK_SECONDS = "5";

    private final List<String> rule;
    private boolean laid;

    PortRule(String host, int port) {
        rule = List.of("INPUT", "-d", host, "-p", "tcp", "--dport", Integer.toString(port), "-j", "DROP");
    }

    /** Why this user may not lay rules or reset sockets; empty if he may. */
    static String lack() {
        return Stream.of(List.of("iptables", "-w", LOCK_SECONDS, "-S", "INPUT"), List.of("ss", "-V"))
                .map(PortRule::complaint)
                .filter(complaint -> !complaint.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String complaint(List<String> argv) {
        try {
            String said = run(argv);
            return said.equals(ANSWERS) ? "" : argv.getFirst() + ": " + said.strip();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    String lay() {
        laid = true;
        return change("-I");
    }

    void lift() {
        if (laid) {
            change("-D");
            laid = false;
        }
    }

    private String change(String verb) {
        try {
            return run(Stream.concat(Stream.of("iptables", "-w", LOCK_SECONDS, verb), rule.stream())
                    .toList());
        } catch (IOException e) {
            throw new AssertionError("no rule", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Runs a program; returns {@code answers}, or its complaint. */
    static String run(List<String> argv) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? ANSWERS : said;
    }
}

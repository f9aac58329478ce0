package io.signalbox.lab.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rules of {@code iptables} that drop packets as they arrive. (A rule for packets that leave would tell the sender, which a broken
 * wire never does.) Each rule carries the pid of the drill that made it, so that healing removes exactly ours, and those
 * that a killed drill left.
 */
final class PacketFilter {
    static final String TAG = "signalbox-lab:";
    private static final Pattern OURS = Pattern.compile("^-A (INPUT .*--comment \"?" + TAG + "(\\d+)\"? .*)$");
    private static final int LOCK_SECONDS = 5;
    private static final int END_SECONDS = 10;

    private PacketFilter() {}

    /** Is the program there, and may we use it? */
    static boolean usable() {
        try {
            run("-S", "INPUT");
            return true;
        } catch (FaultFailure e) {
            return false;
        }
    }

    /**
     * What is lost: packets from one address to another, in TCP only those of a port if it is not 0.
     *
     * @param portOf which end the port is: {@code --sport} or {@code --dport}
     */
    record Flow(String from, String to, String portOf, int port) {
        static Flow all(String from, String to) {
            return new Flow(from, to, "", 0);
        }

        private List<String> match() {
            List<String> words = new ArrayList<>(List.of("-s", from, "-d", to));
            if (port != 0) {
                words.addAll(List.of("-p", "tcp", portOf, Integer.toString(port)));
            }
            return words;
        }

        private boolean in(String rule) {
            boolean ofPort = rule.contains("port ");
            return rule.contains("-s " + from + "/32 ")
                    && rule.contains("-d " + to + "/32 ")
                    && (port == 0 ? !ofPort : rule.contains(portOf + " " + port + " "));
        }
    }

    static void drop(Flow flow) {
        run(rule("-I", flow));
    }

    static void undrop(Flow flow) {
        if (ours().stream().anyMatch(rule -> flow.in(rule.text))) {
            run(rule("-D", flow));
        }
    }

    private static String[] rule(String verb, Flow flow) {
        List<String> words = new ArrayList<>(List.of(verb, "INPUT"));
        words.addAll(flow.match());
        String tag = TAG + ProcessHandle.current().pid();
        words.addAll(List.of("-m", "comment", "--comment", tag, "-j", "DROP"));
        return words.toArray(String[]::new);
    }

    /** Removes the rules of drills that are no more; returns how many. */
    static int removeLeftovers() {
        int removed = 0;
        for (Rule rule : rules()) {
            if (ProcessHandle.of(rule.pid).isEmpty()) {
                run(("-D " + rule.text).replace("\"", "").split(" "));
                removed++;
            }
        }
        return removed;
    }

    private record Rule(String text, long pid) {}

    private static List<Rule> ours() {
        long pid = ProcessHandle.current().pid();
        return rules().stream().filter(rule -> rule.pid == pid).toList();
    }

    private static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        run("-S", "INPUT").lines().forEach(line -> {
            Matcher matcher = OURS.matcher(line);
            if (matcher.matches()) {
                rules.add(new Rule(matcher.group(1), Long.parseLong(matcher.group(2))));
            }
        });
        return rules;
    }

    private static String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("iptables", "-w", Integer.toString(LOCK_SECONDS)));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new FaultFailure(String.join(" ", command) + " failed: " + output.strip());
            }
            return output;
        } catch (IOException e) {
            throw new FaultFailure("Cutting links needs iptables (apt-get install iptables): " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultFailure("interrupted in " + String.join(" ", command));
        }
    }
}

package io.signalbox.lab.fault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Rules in one chain of {@code iptables}, each with the pid of the drill that made it, as those of {@link PacketFilter} are, so that what
 * a killed drill left is known for what it is.
 */
record TaggedRules(String table, String chain) {
    private static final String LOCK_SECONDS = "5";

    private record Rule(String text, long pid) {}

    /**
     * @param match what it is about
     * @param target what becomes of that, such as {@code DROP}, and its options
     */
    void add(List<String> match, List<String> target) {
        run(whole("-I", match, target));
    }

    /** Harmless if it is not there. */
    void remove(List<String> match, List<String> target) {
        if (run(List.of("-S", chain)).contains(tag())) {
            try {
                run(whole("-D", match, target));
            } catch (FaultFailure e) {
                if (!String.valueOf(e.getMessage()).contains("does a matching rule exist")) {
                    throw e;
                }
            }
        }
    }

    private List<String> whole(String verb, List<String> match, List<String> target) {
        List<String> words = new ArrayList<>(List.of(verb, chain));
        words.addAll(match);
        words.addAll(List.of("-m", "comment", "--comment", tag(), "-j"));
        words.addAll(target);
        return words;
    }

    private static String tag() {
        return PacketFilter.TAG + ProcessHandle.current().pid();
    }

    /** Removes the rules of drills that are no more; returns how many. */
    int removeLeftovers() {
        List<Rule> left =
                rules().filter(rule -> ProcessHandle.of(rule.pid).isEmpty()).toList();
        left.forEach(
                rule -> run(Arrays.asList(("-D " + rule.text).replace("\"", "").split(" "))));
        return left.size();
    }

    private Stream<Rule> rules() {
        Pattern ours = Pattern.compile("^-A (" + chain + " .*--comment \"?" + PacketFilter.TAG + "(\\d+)\"? .*)$");
        return run(List.of("-S", chain))
                .lines()
                .map(ours::matcher)
                .filter(Matcher::matches)
                .map(found -> new Rule(found.group(1), Long.parseLong(found.group(2))));
    }

    private String run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("iptables", "-w", LOCK_SECONDS, "-t", table));
        command.addAll(arguments);
        return Tool.run(command.toArray(String[]::new));
    }
}

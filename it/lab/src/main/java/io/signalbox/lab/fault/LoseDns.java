package io.signalbox.lab.fault;

import java.util.List;
import java.util.stream.Stream;

/** Whoever asks for a name on this machine waits in vain: questions and answers of DNS are lost, and nobody is told. */
public final class LoseDns implements Fault {
    private static final TaggedRules RULES = new TaggedRules("filter", "INPUT");
    private static final List<String> DROP = List.of("DROP");
    private static final List<List<String>> LOST = Stream.of("udp", "tcp")
            .flatMap(protocol -> Stream.of("--sport", "--dport").map(end -> List.of("-p", protocol, end, "53")))
            .toList();

    @Override
    public void inject() {
        LOST.forEach(match -> RULES.add(match, DROP));
    }

    @Override
    public void heal() {
        LOST.forEach(match -> RULES.remove(match, DROP));
    }

    @Override
    public String sentence() {
        return "no question for a name is answered";
    }
}

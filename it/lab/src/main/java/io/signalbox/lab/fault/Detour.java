package io.signalbox.lab.fault;

import java.util.List;

/**
 * New connections between two addresses of this machine are led to another port than the one that they are made to. Those from {@link
 * SlowRelay}'s ports go the straight way.
 */
record Detour(String client, String server, int port, int to) {
    private static final TaggedRules RULES = new TaggedRules("nat", "OUTPUT");
    private static final String RELAYS = SlowRelay.FIRST_PORT + ":" + SlowRelay.LAST_PORT;

    void take() {
        RULES.add(match(), target());
    }

    void leave() {
        RULES.remove(match(), target());
    }

    private List<String> match() {
        return List.of(
                "-s", client, "-d", server, "-p", "tcp", "--dport", Integer.toString(port), "!", "--sport", RELAYS);
    }

    private List<String> target() {
        return List.of("DNAT", "--to-destination", server + ":" + to);
    }

    /** Ends the detours of drills that are no more; returns how many. */
    static int removeLeftovers() {
        return RULES.removeLeftovers();
    }
}

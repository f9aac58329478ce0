package io.signalbox.agents.protocol;

import io.signalbox.mysql.doctor.Examination;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One message on the link between a controller and an agent. The agent speaks first: Greeting, Claim, Welcome (or
 * Denied); then Ordered and Examine one way, Answered, Reported and, if asked for, Examined the other.
 */
public sealed interface Frame {
    /** The newest version that this code speaks; a peer ignores fields that it does not know. */
    int VERSION = 1;

    /** The oldest version that this code speaks. */
    int OLDEST = 1;

    /**
     * The agent's first word.
     *
     * @param version the newest that the agent speaks
     * @param oldest that it speaks; where it is missing, it speaks {@code version} alone
     * @param nonce fresh for every link: 32 random bytes in hex
     */
    record Greeting(int version, Optional<Integer> oldest, String server, String incarnation, String nonce)
            implements Frame {

        /** The newest version that both speak; empty if there is none. */
        public OptionalInt common(int ours, int ourOldest) {
            int spoken = Math.min(version, ours);
            return spoken >= Math.max(oldest.orElse(version), ourOldest) ? OptionalInt.of(spoken) : OptionalInt.empty();
        }

        /** Which versions it speaks, for people. */
        public String versions() {
            return oldest.orElse(version) + " to " + version;
        }
    }

    /**
     * The controller shows that it holds the site's key.
     *
     * @param mac {@link Handshake#controllerMac}
     */
    record Claim(String controller, String nonce, String mac) implements Frame {}

    /**
     * The agent shows the same; orders and reports flow from here on.
     *
     * @param mac {@link Handshake#agentMac}
     */
    record Welcome(String mac) implements Frame {}

    /** The agent closes the link, and says why in words that help no stranger. */
    record Denied(String reason) implements Frame {}

    /** Controller to agent. */
    record Ordered(Command command) implements Frame {}

    /** Agent to controller. */
    record Answered(Answer answer) implements Frame {}

    /** Agent to controller. */
    record Reported(Report report) implements Frame {}

    /**
     * Controller to agent: tell me the present examination, and each new one. Who does not ask is never told, and an
     * agent that does not know the word passes it over, so that versions can be mixed while they roll.
     */
    record Examine() implements Frame {}

    /** Agent to controller, when it was asked by {@link Examine}. */
    record Examined(Examination examination) implements Frame {}
}

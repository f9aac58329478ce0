package io.signalbox.controller.core.record;

/**
 * The plan in progress, as far as the next leader must know it.
 *
 * @param id names the run in the journal, the receipt and the API; empty when {@code kind} is NONE
 * @param from the primary when the run began, or empty
 * @param to the chosen or wished server, or empty while none is chosen
 * @param cause the operator's or the analysis's sentence
 * @param operation the operation that asked for it, or empty
 */
public record Run(Kind kind, String id, String from, String to, String cause, String operation) {
    public static final Run NONE = new Run(Kind.NONE, "", "", "", "", "");

    /** What a new leader finds decides what it does: see the protocol. */
    public enum Kind {
        NONE,
        /** Before the point of no return: repeat the detachments under the same epoch. */
        FAILOVER,
        /** After it: go on with the recorded primary, never with another. */
        PROMOTE,
        /** Before the point of no return: roll back. */
        SWITCHOVER,
        ROLLBACK
    }
}

package io.signalbox.lab.ledger;

/**
 * A client wrote a row, and looked for it through the port for reads when the server behind had said that it has it.
 *
 * @param number the row's
 * @param server the {@code server_uuid} that was read from; empty where none answered
 */
public record OwnRead(long number, String server, Found found) {

    /** What it found. */
    public enum Found {
        THERE,
        /** The server had said that it has it. */
        MISSING,
        /** The server did not say so within the bound: the client has to go to the primary. */
        NOT_IN_TIME,
        /** The connection was lost, or none was to be had. */
        UNANSWERED
    }
}

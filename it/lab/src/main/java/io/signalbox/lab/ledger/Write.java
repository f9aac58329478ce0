package io.signalbox.lab.ledger;

/**
 * One write that left its client.
 *
 * @param id unique in the drill; never sent a second time, whatever its outcome
 * @param client what kind of client sent it, and read the answer
 * @param server the {@code server_uuid} that the connection's own server told when it was opened; empty if the write was never sent
 * @param sentNanos {@link System#nanoTime()} just before the statement was sent, or earlier
 * @param endedNanos {@link System#nanoTime()} just after its answer was read, or the wait for it was given up
 * @param detail the error in words, or empty
 */
public record Write(
        long id,
        String writer,
        Via via,
        ClientKind client,
        String server,
        long sentNanos,
        long endedNanos,
        Outcome outcome,
        String detail) {

    public boolean acknowledged() {
        return outcome == Outcome.ACKNOWLEDGED;
    }
}

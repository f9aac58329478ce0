package io.signalbox.mysql.dialect;

import io.signalbox.mysql.gtid.GtidSet;

/**
 * A look at the default replication channel, read by {@link Query#CHANNEL}.
 *
 * @param configured a source is set; without one the other values mean nothing
 * @param receiver {@code ON}, {@code CONNECTING} or {@code OFF}
 * @param executed what this server has executed
 * @param received executed and retrieved together
 */
public record Channel(
        boolean configured,
        String host,
        int port,
        String bind,
        String account,
        boolean autoPosition,
        String receiver,
        boolean applierRuns,
        GtidSet executed,
        GtidSet received) {
    /** No look was needed. */
    public static final Channel NONE =
            new Channel(false, "", 0, "", "", false, "", false, GtidSet.EMPTY, GtidSet.EMPTY);

    /** Neither connected nor free: {@code STOP} may take 2 s when the source's address swallows packets. */
    public boolean connecting() {
        return receiver.equals("CONNECTING");
    }

    public boolean receiverRuns() {
        return configured && !receiver.equals("OFF");
    }

    /** Received, and neither applied nor to be had from anywhere else with certainty. */
    public GtidSet unapplied() {
        return received.minus(executed);
    }
}

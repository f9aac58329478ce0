package io.signalbox.controller.simulation;

import io.signalbox.mysql.gtid.GtidSet;

/**
 * A transaction; two with the same GTID and different ids are different content.
 *
 * @param subject of a door: whose account
 */
record Transaction(String uuid, long number, Kind kind, String subject, long id) {
    /** What it does. */
    enum Kind {
        WRITE,
        HEARTBEAT,
        LOCK,
        UNLOCK
    }

    /** Its name in a replication stream. */
    record Gtid(String uuid, long number) {}

    Gtid gtid() {
        return new Gtid(uuid, number);
    }

    GtidSet set() {
        return GtidSet.of(uuid, number);
    }
}

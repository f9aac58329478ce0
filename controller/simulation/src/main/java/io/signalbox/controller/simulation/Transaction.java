package io.signalbox.controller.simulation;

import io.signalbox.mysql.gtid.GtidSet;

/**
 * A transaction; two with the same GTID and different ids are different content.
 *
 * @param set with nothing but itself
 */
record Transaction(Gtid gtid, GtidSet set, Kind kind, long id) {
    /** What it does. */
    enum Kind {
        WRITE,
        HEARTBEAT
    }

    /** Its name in a replication stream. */
    record Gtid(String uuid, long number) {}

    static Transaction of(String uuid, long number, Kind kind, long id) {
        return new Transaction(new Gtid(uuid, number), GtidSet.of(uuid, number), kind, id);
    }

    String uuid() {
        return gtid.uuid();
    }

    long number() {
        return gtid.number();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Transaction same && id == same.id && gtid.equals(same.gtid);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(31 * gtid.number() + id);
    }
}

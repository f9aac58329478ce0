package io.signalbox.controller.simulation;

import io.signalbox.mysql.gtid.GtidSet;

/** One replica's connection on its source: transactions one way, acknowledgements the other. */
final class Dump {
    private final SimulatedMysql source;
    private final long sourceLife;
    private final SimulatedMysql replica;
    private final long replicaLife;
    private final boolean semiSync;
    private final GtidSet known;
    private final Network network;
    private final Network.Pipe down;
    private final Network.Pipe up;
    private boolean attached = true;
    private boolean served = true;
    private int next;

    Dump(SimulatedMysql source, SimulatedMysql replica, Network network) {
        this.source = source;
        this.sourceLife = source.life();
        this.replica = replica;
        this.replicaLife = replica.life();
        this.semiSync = replica.acknowledges();
        this.known = replica.disk().received();
        this.network = network;
        this.down = network.pipe(source.name(), replica.name());
        this.up = network.pipe(replica.name(), source.name());
    }

    SimulatedMysql source() {
        return source;
    }

    String replicaName() {
        return replica.name();
    }

    boolean semiSync() {
        return semiSync;
    }

    /** The acknowledgements of new transactions may be counted: the receiver is still there, and so is the source. */
    boolean mayAcknowledge() {
        return semiSync && attached && served && source.life() == sourceLife && replica.life() == replicaLife;
    }

    boolean heartbeatsArrive() {
        return served && source.life() == sourceLife && source.awake() && network.open(source.name(), replica.name());
    }

    /** The receiver stopped: nothing more is received; acknowledgements on their way arrive. */
    void leave() {
        attached = false;
        up.send(() -> served = false);
    }

    /** The source ends the connection. */
    void end() {
        served = false;
        down.send(() -> {
            if (attached) {
                attached = false;
                replica.receiver().lost(this);
            }
        });
    }

    boolean served() {
        return served;
    }

    /** Sends what the binlog has, synced, and the replica lacks. */
    void pump() {
        while (served && next < source.disk().synced()) {
            Transaction transaction = source.disk().binlog().get(next++);
            int place = next;
            if (!known.contains(transaction.set())) {
                down.send(() -> replica.whenAwake(() -> arrive(transaction, place)));
            }
        }
    }

    private void arrive(Transaction transaction, int place) {
        if (attached && replica.life() == replicaLife && !replica.writes().diskTakesWrites()) {
            leave();
            replica.receiver().lost(this);
        } else if (attached && replica.life() == replicaLife) {
            replica.receive(transaction);
            if (semiSync) {
                up.send(() -> source.whenAwake(() -> acknowledge(place)));
            }
        }
    }

    private void acknowledge(int place) {
        if (source.life() == sourceLife) {
            source.commits().acknowledged(replica.name(), place);
        }
    }
}

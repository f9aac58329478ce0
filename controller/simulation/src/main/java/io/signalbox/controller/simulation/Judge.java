package io.signalbox.controller.simulation;

import io.signalbox.agents.core.AgentMemory;
import io.signalbox.controller.core.record.ClusterRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds every event against the invariants. Knows more than any part of the world, and decides nothing in it. */
final class Judge {
    /** What must never be. */
    enum Invariant {
        /** Every acknowledged write is in the history of the recorded primary once it is open. */
        P1_ACKNOWLEDGED_WRITE_LOST,
        /** At most one server could acknowledge a write that began now. */
        P2_TWO_WRITERS,
        /** While proven, whoever may acknowledge to the primary is in the record. */
        I3_COUNTED_BUT_NOT_RECORDED,
        /** While proven, k of the ackers hold every acknowledged write. */
        I4_NOT_HELD_BY_ENOUGH,
        /** What an agent promised on disk stays promised. */
        TOKEN_OR_PROMISE_FELL,
        /** Once the faults are over the site becomes whole by itself. */
        NOT_WHOLE_AGAIN,
        /** A mind threw. */
        MIND_BROKE
    }

    /** A broken invariant, and when. */
    record Violation(Invariant invariant, long at, String sentence) {}

    private final World world;
    private final List<Transaction> acknowledged = new ArrayList<>();
    private final Set<Invariant> broken = new LinkedHashSet<>();
    private final List<Violation> violations = new ArrayList<>();
    private long lastAcknowledged;

    Judge(World world) {
        this.world = world;
    }

    List<Violation> violations() {
        return violations;
    }

    int acknowledged() {
        return acknowledged.size();
    }

    long lastAcknowledged() {
        return lastAcknowledged;
    }

    void remembered(String server, AgentMemory before, AgentMemory after) {
        if (before.highest().outranks(after.highest()) || before.promised() > after.promised()) {
            broken(Invariant.TOKEN_OR_PROMISE_FELL, server + ": " + before.highest() + " to " + after.highest());
        }
    }

    void acknowledged(SimulatedMysql server, Transaction transaction) {
        if (transaction.kind() != Transaction.Kind.WRITE) {
            return;
        }
        acknowledged.add(transaction);
        lastAcknowledged = world.schedule().now();
        openPrimary()
                .filter(primary -> !primary.disk().holds(transaction))
                .ifPresent(primary -> lost(primary, transaction));
        if (world.store().record().proven()) {
            requireHeld(world.store().record(), transaction);
        }
    }

    /** The recorded primary may have changed, opened, or come back: all of history is looked at. */
    void lookBack() {
        Optional<SimulatedMysql> primary = openPrimary();
        ClusterRecord record = world.store().record();
        for (Transaction transaction : acknowledged) {
            primary.filter(p -> !p.disk().holds(transaction)).ifPresent(p -> lost(p, transaction));
            if (record.proven()) {
                requireHeld(record, transaction);
            }
        }
    }

    /** After every event. */
    void look() {
        List<String> able = new ArrayList<>();
        for (SimulatedMysql server : world.servers()) {
            if (server.canAcknowledge()) {
                able.add(server.name());
            }
        }
        if (able.size() > 1) {
            broken(Invariant.P2_TWO_WRITERS, able + " can acknowledge writes");
        }
        ClusterRecord record = world.store().record();
        if (record.proven()) {
            requireRecorded(record);
        }
    }

    private void requireRecorded(ClusterRecord record) {
        for (Dump dump : world.server(record.primary()).dumps()) {
            if (dump.mayAcknowledge() && !record.ackers().contains(dump.replicaName())) {
                broken(
                        Invariant.I3_COUNTED_BUT_NOT_RECORDED,
                        dump.replicaName() + " may acknowledge to " + record.primary() + ", the record names "
                                + record.ackers());
            }
        }
    }

    private void requireHeld(ClusterRecord record, Transaction transaction) {
        long holders = record.ackers().stream()
                .filter(acker -> world.server(acker).disk().holds(transaction))
                .count();
        if (holders < record.k()) {
            broken(
                    Invariant.I4_NOT_HELD_BY_ENOUGH,
                    "write " + transaction + " is held by " + holders + " of " + record.ackers());
        }
    }

    private Optional<SimulatedMysql> openPrimary() {
        String primary = world.store().record().primary();
        return primary.isEmpty()
                ? Optional.empty()
                : Optional.of(world.server(primary)).filter(server -> server.running() && !server.readOnly());
    }

    private void lost(SimulatedMysql primary, Transaction transaction) {
        broken(Invariant.P1_ACKNOWLEDGED_WRITE_LOST, primary.name() + " lacks acknowledged " + transaction);
    }

    void broken(Invariant invariant, String sentence) {
        if (broken.add(invariant)) {
            world.trace("judge", invariant + ": " + sentence);
            violations.add(new Violation(invariant, world.schedule().now(), sentence));
        }
    }
}

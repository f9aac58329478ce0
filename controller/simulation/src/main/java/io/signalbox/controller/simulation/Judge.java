package io.signalbox.controller.simulation;

import io.signalbox.agents.core.AgentMemory;
import io.signalbox.agents.protocol.Order;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.Run;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds every event against the invariants. Knows more than any part of the world, and decides nothing in it. */
final class Judge {
    /** A broken invariant, and when. */
    record Violation(Invariant invariant, long at, String sentence) {}

    private final World world;
    private final List<Transaction> acknowledged = new ArrayList<>();
    private final Map<Transaction.Gtid, Transaction> named = new HashMap<>();
    private final Set<Invariant> broken = EnumSet.noneOf(Invariant.class);
    private final List<Violation> violations = new ArrayList<>();
    private final Bystanders bystanders;
    private long lastAcknowledged;

    Judge(World world) {
        this.world = world;
        this.bystanders = new Bystanders(world);
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

    // ---- when something happens

    void remembered(String server, AgentMemory before, AgentMemory after) {
        if (before.highest().outranks(after.highest()) || before.promised() > after.promised()) {
            broken(Invariant.TOKEN_OR_PROMISE_FELL, server + ": " + before.highest() + " to " + after.highest());
        }
    }

    void recorded(SimulatedStore.Change change) {
        ClusterRecord before = change.before();
        ClusterRecord after = change.after();
        if (after.rev() <= before.rev() || after.term() < before.term() || after.epoch() < before.epoch()) {
            broken(Invariant.RECORD_WENT_BACK, before + " to " + after);
        }
        boolean another = !before.primary().isEmpty() && !before.primary().equals(after.primary());
        if (another && !before.proven() && !change.adopts() && !world.store().wentBack()) {
            broken(Invariant.NAMED_WHILE_NOT_PROVEN, before.primary() + " to " + after.primary());
        }
        lost(before, after);
    }

    /** An automatic failover begins, which nobody asked for. */
    private void lost(ClusterRecord before, ClusterRecord after) {
        boolean begins = before.run().kind() == Run.Kind.NONE
                && after.run().kind() == Run.Kind.FAILOVER
                && after.run().operation().isEmpty();
        if (begins) {
            bystanders
                    .who(after.primary())
                    .ifPresent(who -> broken(
                            Invariant.LOST_THOUGH_SEEN_ALIVE,
                            after.primary() + " was taken for lost ("
                                    + after.run().cause() + "), " + who + " receives from it"));
        }
    }

    /** @param begun the latest step of each run of this leader that has not ended, in its store */
    void sent(Order order, Collection<String> begun) {
        if (!Warrant.covers(begun, order)) {
            broken(Invariant.NOT_JOURNALED, order + " was sent, and no step that may send it was journaled: " + begun);
        }
    }

    void named(SimulatedMysql server, Transaction transaction) {
        Transaction before = named.putIfAbsent(transaction.gtid(), transaction);
        if (before != null) {
            broken(Invariant.GTID_GIVEN_OUT_TWICE, server.name() + " named " + transaction + " as " + before);
        }
    }

    /** Its GTID is free again, as nobody but that server ever had it. */
    void unwritten(SimulatedMysql server, Transaction transaction) {
        world.trace(server.name(), "never synced ", transaction);
        for (SimulatedMysql other : world.servers()) {
            if (other.disk().received().contains(transaction.set())) {
                broken(
                        Invariant.GTID_GIVEN_OUT_TWICE,
                        server.name() + " will name anew " + transaction + ", which " + other.name() + " has");
            }
        }
        named.remove(transaction.gtid());
    }

    void acknowledged(SimulatedMysql server, Transaction transaction) {
        if (transaction.kind() == Transaction.Kind.WRITE) {
            acknowledged.add(transaction);
            lastAcknowledged = world.schedule().now();
            require(world.store().valid(), transaction);
        }
    }

    /** The record or a disk may have changed: all of history is looked at. */
    void lookBack() {
        ClusterRecord record = world.store().valid();
        for (Transaction transaction : acknowledged) {
            require(record, transaction);
        }
    }

    private void require(ClusterRecord record, Transaction transaction) {
        if (!record.primary().isEmpty()
                && !world.server(record.primary()).disk().holds(transaction)) {
            broken(
                    Invariant.P1_ACKNOWLEDGED_WRITE_LOST,
                    record.primary() + ", the recorded primary, lacks acknowledged " + transaction);
        }
        if (record.proven()) {
            requireHeld(record, transaction);
        }
    }

    private void requireHeld(ClusterRecord record, Transaction transaction) {
        int holders = 0;
        for (String acker : record.ackers()) {
            holders += world.server(acker).disk().holds(transaction) ? 1 : 0;
        }
        if (holders < record.k()) {
            broken(
                    Invariant.I4_NOT_HELD_BY_ENOUGH,
                    "write " + transaction + " is held by " + holders + " of " + record.ackers());
        }
    }

    // ---- after every event

    void look() {
        bystanders.look();
        ClusterRecord record = world.store().valid();
        int able = 0;
        for (SimulatedMysql server : world.servers()) {
            if (server.canAcknowledge()) {
                able++;
                requireRecorded(server, record);
            }
        }
        if (able > 1) {
            broken(Invariant.P2_TWO_WRITERS, able + " servers can acknowledge writes");
        }
        if (record.proven()) {
            requireRecorded(world.server(record.primary()).dumps(), record);
        }
    }

    private void requireRecorded(SimulatedMysql writer, ClusterRecord record) {
        if (!writer.name().equals(record.primary())) {
            broken(
                    Invariant.WRITER_IS_NOT_RECORDED,
                    writer.name() + " can acknowledge writes, the record names '" + record.primary() + "'");
        }
    }

    private void requireRecorded(List<Dump> dumps, ClusterRecord record) {
        for (Dump dump : dumps) {
            if (dump.mayAcknowledge() && !record.ackers().contains(dump.replicaName())) {
                broken(
                        Invariant.I3_COUNTED_BUT_NOT_RECORDED,
                        dump.replicaName() + " may acknowledge to " + record.primary() + ", the record names "
                                + record.ackers());
            }
        }
    }

    void broken(Invariant invariant, String sentence) {
        if (broken.add(invariant)) {
            world.trace("judge", invariant, ": ", sentence);
            violations.add(new Violation(invariant, world.schedule().now(), sentence));
        }
    }
}

package io.signalbox.controller.simulation;

import static io.signalbox.controller.simulation.Fault.*;

import io.signalbox.agents.protocol.Order;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.simulation.DamagedAgents.Blindness;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Damage done to the shipped minds from outside: each takes away one rule of the protocol, and the judge must see it.
 * After "Planted mutations" in docs/protocol.md, and some more. Each names the faults that its schedule is made of: they
 * come more often then, among all others.
 */
enum Mutation {
    /** The promise that the record makes is made at once when a new primary is named. */
    PROVEN_WHEN_NAMED(
            leaders(DamagedLeaders.promising((before, after) -> after.run().kind() == Run.Kind.PROMOTE)),
            HANGS_WHILE_ITS_AGENT_IS_LOST,
            APPLIER_SLOW,
            MYSQLD_KILLED),
    /** Alone, then a replica is recorded, and the record is believed before it is proven. */
    PROVEN_WHEN_JOINED(leaders(DamagedLeaders.promising(
            (before, after) -> before.ackers().isEmpty() && after.run().kind() == Run.Kind.NONE))),
    /** The history is read, and nothing is fenced. */
    PROVE_BY_A_PLAIN_READ(
            leaders(DamagedLeaders.sending(order -> order instanceof Order.Holds ? new Order.ReadSets() : order))),
    /**
     * A primary that comes back is opened by {@code super_read_only=OFF} alone; it was restarted. The table says this of
     * the rollback of a switchover: the shipped rollback never meets a restarted primary, as that waits at its gate, and
     * Reopen takes it from there.
     */
    REOPENED_BY_READ_ONLY_OFF(
            setup -> setup.with((Mind.ControllerMaker) DamagedLeaders.BareReopening::new)
                    .with((Mind.AgentMaker) DamagedAgents.Bare::new),
            SWITCHOVER_INTERRUPTED,
            EVERYTHING_KILLED),
    /** A leader's own late command is obeyed. */
    TOKENS_OF_TERM_ONLY(
            agents(DamagedAgents.blind(Blindness.SEQUENCES)), COMMANDS_HELD_BACK, PRIMARY_CUT_FROM_ALL_REPLICAS),
    /** A deposed leader's late command is obeyed, if its epoch is not old. */
    TOKENS_NOT_CHECKED(agents(DamagedAgents.blind(Blindness.TOKENS)), SLEEPER_WAKES_DEPOSED, COMMANDS_HELD_BACK),
    /** Neither epoch promise nor token: a deposed leader attaches a detached replica to the old primary again. */
    NEITHER_TOKEN_NOR_EPOCH(
            agents(DamagedAgents.blind(Blindness.TOKENS_AND_EPOCHS)),
            SLEEPER_WAKES_DEPOSED,
            COMMANDS_HELD_BACK,
            FAILOVER_ASKED),
    /** An agent that was restarted knows neither its token nor its epoch nor its tail. */
    AGENT_FORGETS(flaw(Flaw.AGENT_FORGETS), AGENT_KILLED, SLEEPER_WAKES_DEPOSED, POWER_LOST),
    /** The new leader acts on an old copy of the record. */
    OFFICE_WITHOUT_RECORD(
            leaders(DamagedLeaders.Silent::new), NEW_LEADER_HEARS_NOTHING, NEW_LEADER_WHILE_ALONE, MYSQLD_KILLED),
    /** The new primary is opened, then recorded. */
    RECORD_AFTER_OPENING(
            leaders(settings -> new DamagedLeaders.RecordLate(
                    settings,
                    (before, after) ->
                            !before.primary().isEmpty() && !before.primary().equals(after.primary()),
                    Order.Open.class::isInstance)),
            MYSQLD_KILLED),
    /** The primary goes on alone, then the record says so. */
    ALONE_BEFORE_RECORD(
            leaders(settings -> new DamagedLeaders.RecordLate(
                    settings,
                    (before, after) -> !before.ackers().isEmpty()
                            && after.ackers().isEmpty()
                            && before.run().kind() == Run.Kind.NONE,
                    Order.GoAlone.class::isInstance)),
            PRIMARY_CUT_FROM_ALL_REPLICAS),
    /** Detach answers with what was received before the receiver was stopped. */
    SETS_READ_BEFORE_DETACH(agents(DamagedAgents.Hasty::new), FAILOVER_ASKED_AFTER_A_CUT),
    /** A failover answers with sets, but nobody stops receiving from the old primary. */
    REPLICAS_NEVER_DETACHED(
            leaders(DamagedLeaders.sending(order -> order instanceof Order.Detach ? new Order.ReadSets() : order)),
            FAILOVER_ASKED),
    /** One detached acker is enough, whatever the others still acknowledge. */
    QUORUM_OF_ONE(leaders(DamagedLeaders.SmallQuorum::new), FAILOVER_ASKED, CONTROLLER_CUT_FROM_AGENT),
    /** Whoever answers first is promoted. */
    SETS_NOT_COMPARED(
            leaders(DamagedLeaders.hearingEmptySetsOf(Order.Detach.class)), MYSQLD_KILLED, SERVERS_CUT_FROM_EACH_OTHER),
    /** A better-informed server may not be promoted, and nobody waits until the chosen one has caught up with it. */
    CATCH_UP_NOT_AWAITED(
            setup -> setup.in(setup.weather().withOneNever())
                    .with((Mind.ControllerMaker) DamagedLeaders.CatchesUpInVain::new),
            SERVERS_CUT_FROM_EACH_OTHER,
            ONE_WAY_BETWEEN_SERVERS_CUT,
            MYSQLD_KILLED),
    /** Restarted with the source side off and writable, before any leader spoke. */
    BOOTS_WRITABLE(flaw(Flaw.BOOTS_WRITABLE)),
    /** What was received and acknowledged is forgotten by a restart. */
    RELAY_LOG_DISCARDED_AT_RESTART(
            flaw(Flaw.RELAY_LOG_DISCARDED_AT_RESTART), APPLIER_SLOW, MYSQLD_KILLED, EVERYTHING_KILLED),
    /** Two leaders write, and neither knows of the other. */
    STORE_WITHOUT_COMPARE(flaw(Flaw.STORE_DOES_NOT_COMPARE), ANOTHER_LEADER, SLEEPER_WAKES_DEPOSED),
    /** The cut frees GTIDs that the same server gives out again. */
    TAIL_CUT_KEEPS_UUID(flaw(Flaw.TAIL_CUT_KEEPS_UUID), OLD_PRIMARY_ASKED_BACK),
    /** What an acker acknowledged goes with its data: it is recloned where it should leave first. */
    RECLONED_WHILE_ACKER(
            leaders(DamagedLeaders.recloningInsteadOf((record, server, order) ->
                    record.ackers().contains(server) && order instanceof Order.Follow follow && !follow.semiSync())),
            MAINTENANCE_ASKED,
            MAINTENANCE_ASKED_AFTER_A_CUT,
            COMMITTED_BY_HAND),
    /** The recorded primary comes back, and is taken for a server like any other. */
    RECLONED_WHILE_PRIMARY(
            leaders(DamagedLeaders.recloningInsteadOf(
                    (record, server, order) -> record.primary().equals(server) && order instanceof Order.Start)),
            EVERYTHING_KILLED,
            MYSQLD_KILLED),
    /** The old primary is ended by SIGTERM, which acknowledges what waits. */
    FENCE_BY_SIGTERM(
            agents(DamagedAgents.changing(DamagedAgents::terminateInsteadOfKill)), FAILOVER_ASKED, MYSQLD_HANGS),
    /** Somebody ends the primary by SIGTERM, and its agent lets it acknowledge what waits. */
    END_NOT_CUT_SHORT(agents(DamagedAgents::deafToItsEnd), MYSQLD_ENDED_BY_HAND),
    /** The old primary of a switchover goes on writing. */
    SWITCHOVER_WITHOUT_CLOSING(
            leaders(DamagedLeaders.sending(order -> order instanceof Order.Close ? new Order.ReadSets() : order)),
            SWITCHOVER_ASKED),
    /** The candidate of a switchover has not received everything. */
    SWITCHOVER_WITHOUT_CATCHING_UP(
            leaders(DamagedLeaders.hearingEmptySetsOf(Order.Close.class)),
            SWITCHOVER_ASKED,
            SERVERS_CUT_FROM_EACH_OTHER),
    /** A joiner acknowledges before the record names it. */
    JOIN_SEMI_SYNC_FIRST(leaders(DamagedLeaders.sending(
            order -> order instanceof Order.Follow follow ? new Order.Follow(follow.source(), true) : order))),
    /** A joiner is let in while its receiver still acknowledges. */
    JOIN_ADMITS_FIRST(leaders(DamagedLeaders.EarlyAdmission::new), PRIMARY_CUT_FROM_ALL_REPLICAS),
    /** The new primary acknowledges alone although the record relies on ackers. */
    OPENED_WITHOUT_COUNTING(leaders(DamagedLeaders.sending(
            order -> order instanceof Order.Open open ? new Order.Open(false, open.count()) : order))),
    /** An acker leaves although it may come back and acknowledge. */
    DOOR_LEFT_OPEN(
            leaders(DamagedLeaders.sending(order -> order instanceof Order.Dismiss ? new Order.ReadSets() : order)),
            REPLICA_AWAY),
    /** An acker leaves, and nobody asks whether the others hold what it alone had acknowledged. */
    LEAVE_WITHOUT_THE_REST(
            leaders(DamagedLeaders.hearing(DamagedDepartures::ofLeave, done -> DamagedLeaders.nothing())),
            MAINTENANCE_ASKED_AFTER_A_CUT),
    /** An acker leaves although its acknowledgement of a commit that still waits is on its way. */
    LEAVE_READS_EXECUTED(
            leaders(DamagedLeaders.hearing(DamagedDepartures::ofLeave, DamagedDepartures::executedAlone)),
            MAINTENANCE_ASKED_AFTER_A_CUT),
    /** An acker is dropped from the record first. */
    LEAVE_RECORD_FIRST(leaders(DamagedDepartures.RecordFirst::new), MAINTENANCE_ASKED),
    /**
     * Leave at the token of a Join that was not answered: its late "semi-sync on" is obeyed after the "off" of Leave.
     * Here every command has a token of its own, so that the agent is damaged: a late Follow of the same leader is obeyed.
     */
    LEAVE_AT_THE_TOKEN_OF_A_JOIN(
            agents(DamagedAgents.blind(Blindness.SEQUENCES_OF_FOLLOW)), MAINTENANCE_ASKED, COMMANDS_HELD_BACK),
    /** The replica's account is locked, but its connection goes on. */
    DOOR_SHUT_WITHOUT_ENDING_THE_DUMP(flaw(Flaw.SHUT_DOOR_LEAVES_THE_DUMP), REPLICA_AWAY, CONTROLLER_CUT_FROM_AGENT),
    /** The replica's connection is ended, but it may connect again. */
    DOOR_SHUT_WITHOUT_LOCKING_THE_ACCOUNT(flaw(Flaw.SHUT_DOOR_LEAVES_THE_ACCOUNT), REPLICA_AWAY),
    /** The primary counts to fewer, then the record says so. */
    COUNT_LOWERED_BEFORE_RECORD(
            leaders(settings -> new DamagedLeaders.RecordLate(
                    settings,
                    (before, after) -> after.k() < before.k() && after.ackers().equals(before.ackers()),
                    Order.Holds.class::isInstance)),
            REPLICA_AWAY,
            PRIMARY_CUT_FROM_ALL_REPLICAS),
    /** The record says that more hold everything than was seen. */
    RAISE_WITHOUT_EVIDENCE(
            leaders(DamagedLeaders.hearing(DamagedDepartures::ofRaise, done -> DamagedLeaders.nothing())),
            REPLICA_AWAY,
            SERVERS_CUT_FROM_EACH_OTHER),
    /** The primary counts to less than is recorded. */
    COUNTS_ONE_WHATEVER_IS_RECORDED(leaders(DamagedLeaders.sending(
            order -> order instanceof Order.Holds holds ? new Order.Holds(1, holds.shutOut()) : order))),
    /** The source side goes on while former ackers may still acknowledge. */
    NOBODY_SHUT_OUT(
            leaders(DamagedLeaders.sending(
                    order -> order instanceof Order.Holds holds ? new Order.Holds(holds.count(), Set.of()) : order)),
            PRIMARY_CUT_FROM_ALL_REPLICAS),
    /** A lost host is believed by the controller's own sight: whatever replicas hear. */
    LOST_BY_SIGHT_ALONE(
            leaders(DamagedWitnesses.hearing(DamagedWitnesses::receivesNothing)),
            CONTROLLER_CUT_FROM_AGENT,
            AGENT_KILLED,
            AGENT_STANDS_STILL),
    /** What was seen under the leader before counts as if it were seen now. */
    OLD_WITNESSES_COUNT(
            setup -> setup.with(new DamagedWitnesses.OldWords()),
            PRIMARY_CUT_FROM_ALL_REPLICAS,
            NEW_LEADER_HEARS_NOTHING,
            NEW_LEADER_WHILE_ALONE),
    /** Whoever follows the right source is left as it is, although it acknowledges and should no more. */
    FOLLOW_OBEYED_BY_ITS_SOURCE_ALONE(
            agents(DamagedAgents.changing(DamagedAgents::lookAtTheSourceAlone)),
            MAINTENANCE_ASKED,
            MAINTENANCE_ASKED_AFTER_A_CUT),
    /** A store that was put back to an older record is believed. */
    STORE_ALWAYS_BELIEVED(leaders(DamagedLeaders.Trusting::new), MYSQLD_KILLED, OLD_PRIMARY_ASKED_BACK) {
        @Override
        History.Damage damage() {
            return new History.Damage(change(), favourites(), true);
        }
    },
    /** A step's acts come before its line in the journal. */
    JOURNAL_AFTER_ACT(leaders(DamagedLeaders.JournalLast::new)),
    /** Of each run only the first step and the end are in the journal. */
    FIRST_STEPS_JOURNALED_ALONE(leaders(DamagedLeaders.FirstSteps::new));

    private final UnaryOperator<Setup> change;
    private final List<Fault> favourites;

    Mutation(UnaryOperator<Setup> change, Fault... favourites) {
        this.change = change;
        this.favourites = List.of(favourites);
    }

    private static UnaryOperator<Setup> leaders(Mind.ControllerMaker damaged) {
        return setup -> setup.with(damaged);
    }

    private static UnaryOperator<Setup> agents(Mind.AgentMaker damaged) {
        return setup -> setup.with(damaged);
    }

    private static UnaryOperator<Setup> flaw(Flaw flaw) {
        return setup -> setup.with(flaw);
    }

    UnaryOperator<Setup> change() {
        return change;
    }

    List<Fault> favourites() {
        return favourites;
    }

    History.Damage damage() {
        return new History.Damage(change, favourites);
    }
}

package io.signalbox.controller.simulation;

import io.signalbox.agents.core.AgentCore;
import io.signalbox.agents.core.AgentEffect;
import io.signalbox.agents.core.AgentEvent;
import io.signalbox.agents.core.AgentMemory;
import io.signalbox.agents.core.AgentSettings;
import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.agents.protocol.Token;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.mysql.act.MysqlAct;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Damage done to the shipped minds from outside: each takes away one rule of the protocol, and the judge must see it.
 * After "Planted mutations" in docs/protocol.md.
 */
enum Mutation {
    /** Every command outranks every other. */
    TOKENS_NOT_CHECKED(setup -> setup.with((Mind.AgentMaker) BlindAgent::new)),
    /** Restarted with the source side off and writable, before any leader spoke. */
    BOOTS_WRITABLE(World.Setup::bootingWritable),
    /** The cut frees GTIDs that the same server gives out again. */
    TAIL_CUT_KEEPS_UUID(World.Setup::keepingUuids),
    /** Detach answers with what was received before the receiver was stopped. */
    SETS_READ_BEFORE_DETACH(setup -> setup.with((Mind.AgentMaker) HastyAgent::new)),
    /** The old primary is ended by SIGTERM, which acknowledges what waits. */
    FENCE_BY_SIGTERM(setup -> setup.with((Mind.AgentMaker)
            (settings, memory) -> new ChangedEffects(settings, memory, Mutation::terminateInsteadOfKill))),
    /** A failover answers with sets, but nobody stops receiving from the old primary. */
    REPLICAS_NEVER_DETACHED(orders(order -> order instanceof Order.Detach ? new Order.ReadSets() : order)),
    /** A joiner acknowledges before the record names it. */
    JOIN_SEMI_SYNC_FIRST(
            orders(order -> order instanceof Order.Follow follow ? new Order.Follow(follow.source(), true) : order)),
    /** The new primary acknowledges alone although the record relies on ackers. */
    OPENED_WITHOUT_COUNTING(
            orders(order -> order instanceof Order.Open open ? new Order.Open(false, open.count()) : order)),
    /** The source side goes on while former ackers may still acknowledge. */
    NOBODY_SHUT_OUT(
            orders(order -> order instanceof Order.Holds holds ? new Order.Holds(holds.count(), Set.of()) : order)),
    /** The history is read without the commits that wait, and nothing is fenced. */
    PROVE_BY_A_PLAIN_READ(orders(order -> order instanceof Order.Holds ? new Order.ReadSets() : order)),
    /** The record never doubts its promise. */
    ALWAYS_PROVEN(setup -> setup.with((Mind.ControllerMaker) settings -> {
        Mind.OfController shipped = Mind.OfController.shipped(settings);
        return event -> shipped.handle(event).stream().map(Mutation::proven).toList();
    }));

    /**
     * These need a schedule that chance seldom finds; they are looked for by hand, with many more histories than a test
     * may take: the window is a few milliseconds, as the next order does what the damaged one left out.
     */
    static final Set<String> RARE = Set.of(
            "TOKENS_NOT_CHECKED",
            "TAIL_CUT_KEEPS_UUID",
            "SETS_READ_BEFORE_DETACH",
            "REPLICAS_NEVER_DETACHED",
            "NOBODY_SHUT_OUT");

    private final UnaryOperator<World.Setup> damage;

    Mutation(UnaryOperator<World.Setup> damage) {
        this.damage = damage;
    }

    UnaryOperator<World.Setup> damage() {
        return damage;
    }

    private static UnaryOperator<World.Setup> orders(UnaryOperator<Order> change) {
        return setup -> setup.with((Mind.ControllerMaker) settings -> {
            Mind.OfController shipped = Mind.OfController.shipped(settings);
            return event -> shipped.handle(event).stream()
                    .map(effect -> effect instanceof Effect.Send send ? changed(send, change) : effect)
                    .toList();
        });
    }

    private static Effect changed(Effect.Send send, UnaryOperator<Order> change) {
        Command c = send.command();
        return new Effect.Send(
                send.server(),
                new Command(c.id(), c.cluster(), c.token(), c.epoch(), change.apply(c.order())),
                send.deadline());
    }

    private static Effect proven(Effect effect) {
        if (!(effect instanceof Effect.WriteRecord write)
                || write.record().ackers().isEmpty()) {
            return effect;
        }
        ClusterRecord r = write.record();
        return new Effect.WriteRecord(
                write.expectedRev(),
                new ClusterRecord(
                        r.cluster(),
                        r.rev(),
                        r.term(),
                        r.epoch(),
                        r.primary(),
                        new TreeSet<>(r.ackers()),
                        r.k(),
                        true,
                        r.mode(),
                        r.run(),
                        r.web()));
    }

    private static AgentEffect terminateInsteadOfKill(AgentEffect effect) {
        return effect instanceof AgentEffect.KillMysqld kill
                ? new AgentEffect.StopMysqld(kill.id(), Duration.ofSeconds(10))
                : effect;
    }

    /** The shipped mind, with other effects. */
    private static class ChangedEffects implements Mind.OfAgent {
        private final AgentCore core;
        private final UnaryOperator<AgentEffect> change;

        ChangedEffects(AgentSettings settings, AgentMemory memory, UnaryOperator<AgentEffect> change) {
            this.core = new AgentCore(settings, memory);
            this.change = change;
        }

        @Override
        public List<AgentEffect> handle(AgentEvent event) {
            return core.handle(event).stream().map(change).toList();
        }

        @Override
        public AgentMemory memory() {
            return core.memory();
        }

        @Override
        public ProcessState process() {
            return core.process();
        }

        @Override
        public String processDetail() {
            return core.processDetail();
        }
    }

    /** Raises every command above all before it, and gives the answer back under its own token. */
    private static final class BlindAgent extends ChangedEffects {
        private final Map<String, Token> tokens = new HashMap<>();
        private Token last = Token.NONE;
        private long raised;

        BlindAgent(AgentSettings settings, AgentMemory memory) {
            super(settings, memory, UnaryOperator.identity());
            raised = memory.highest().sequence();
        }

        @Override
        public List<AgentEffect> handle(AgentEvent event) {
            List<AgentEffect> effects = new ArrayList<>();
            super.handle(event instanceof AgentEvent.Commanded c ? raise(c.command()) : event)
                    .forEach(effect -> effects.add(effect instanceof AgentEffect.Reply reply ? lower(reply) : effect));
            return effects;
        }

        /** Its reports say the token that was last obeyed. */
        @Override
        public AgentMemory memory() {
            AgentMemory m = super.memory();
            return new AgentMemory(last, 0, m.mayHoldTail(), m.learned(), m.route(), last);
        }

        private AgentEvent raise(Command c) {
            last = c.token();
            tokens.put(c.id(), c.token());
            return new AgentEvent.Commanded(new Command(
                    c.id(), c.cluster(), new Token(Integer.MAX_VALUE, ++raised), Integer.MAX_VALUE, c.order()));
        }

        private AgentEffect lower(AgentEffect.Reply reply) {
            Answer a = reply.answer();
            return new AgentEffect.Reply(
                    new Answer(a.commandId(), a.server(), tokens.getOrDefault(a.commandId(), a.token()), a.result()));
        }
    }

    /** Reads its sets first, then stops receiving, and answers with what it read. */
    private static final class HastyAgent extends ChangedEffects {
        private final Map<Long, AgentEffect> postponed = new HashMap<>();
        private GtidSet early = GtidSet.EMPTY;
        private boolean detaching;

        HastyAgent(AgentSettings settings, AgentMemory memory) {
            super(settings, memory, UnaryOperator.identity());
        }

        @Override
        public List<AgentEffect> handle(AgentEvent event) {
            if (event instanceof AgentEvent.Commanded c) {
                detaching = c.command().order() instanceof Order.Detach;
            }
            if (event instanceof AgentEvent.Acted acted && postponed.containsKey(acted.id())) {
                early = acted.received();
                return List.of(postponed.remove(acted.id()));
            }
            List<AgentEffect> effects = new ArrayList<>();
            super.handle(event).forEach(effect -> effects.add(hasten(effect)));
            return effects;
        }

        private AgentEffect hasten(AgentEffect effect) {
            if (detaching && effect instanceof AgentEffect.Act act && act.act() instanceof MysqlAct.StopReceiver) {
                postponed.put(act.id(), act);
                return new AgentEffect.Act(act.id(), new MysqlAct.ReadSets(), act.bound());
            }
            if (detaching
                    && effect instanceof AgentEffect.Reply reply
                    && reply.answer().result() instanceof Answer.Done done) {
                Answer a = reply.answer();
                return new AgentEffect.Reply(new Answer(
                        a.commandId(), a.server(), a.token(), new Answer.Done(early, early, done.details())));
            }
            return effect;
        }
    }
}

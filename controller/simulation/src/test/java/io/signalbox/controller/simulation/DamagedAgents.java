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
import io.signalbox.mysql.act.MysqlAct;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Shipped agents' minds from which one rule was taken, at what goes in or comes out. */
final class DamagedAgents {
    /** Marks an Open that only sets {@code super_read_only=OFF}. */
    static final int BARE = 99;

    private DamagedAgents() {}

    /** How commands are made to look newer than they are. */
    enum Blindness {
        TOKENS,
        TOKENS_AND_EPOCHS,
        SEQUENCES,
        /** As {@link #SEQUENCES}, but only where this server is told whom to follow. */
        SEQUENCES_OF_FOLLOW
    }

    static Mind.AgentMaker changing(UnaryOperator<AgentEffect> change) {
        return (settings, memory) -> new Wrapped(settings, memory) {
            @Override
            AgentEffect out(AgentEffect effect) {
                return change.apply(effect);
            }
        };
    }

    static Mind.AgentMaker blind(Blindness blindness) {
        return (settings, memory) -> new Blind(settings, memory, blindness);
    }

    static AgentEffect terminateInsteadOfKill(AgentEffect effect) {
        return effect instanceof AgentEffect.KillMysqld kill
                ? new AgentEffect.StopMysqld(kill.id(), Duration.ofSeconds(10))
                : effect;
    }

    /** Hears that its mysqld ends, and lets it. */
    static Mind.OfAgent deafToItsEnd(AgentSettings settings, AgentMemory memory) {
        return new Wrapped(settings, memory) {
            @Override
            public List<AgentEffect> handle(AgentEvent event) {
                return event instanceof AgentEvent.Ends ? List.of() : super.handle(event);
            }
        };
    }

    static AgentEffect lookAtTheSourceAlone(AgentEffect effect) {
        return effect instanceof AgentEffect.Act act && act.act() instanceof MysqlAct.CheckSource check
                ? new AgentEffect.Act(act.id(), new MysqlAct.CheckSource(check.source(), true), act.bound())
                : effect;
    }

    /** The shipped mind, its events and effects changed. */
    private static class Wrapped implements Mind.OfAgent {
        private final AgentCore core;

        Wrapped(AgentSettings settings, AgentMemory memory) {
            this.core = new AgentCore(settings, memory);
        }

        AgentEvent in(AgentEvent event) {
            return event;
        }

        AgentEffect out(AgentEffect effect) {
            return effect;
        }

        @Override
        public List<AgentEffect> handle(AgentEvent event) {
            return core.handle(in(event)).stream().map(this::out).toList();
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

        @Override
        public GtidSet ebbed() {
            return core.ebbed();
        }
    }

    /**
     * Raises every command above all before it, and gives the answer back under its own id and token. What it keeps and
     * reports are the tokens and epochs that leaders gave out: by raised ones every leader would know at once that it
     * must doubt its store, and would do nothing.
     */
    private static final class Blind extends Wrapped {
        private final Map<String, Command> originals = new HashMap<>();
        private final Blindness blindness;
        private long raised;
        private Token highest;
        private long promised;

        Blind(AgentSettings settings, AgentMemory memory, Blindness blindness) {
            super(settings, memory);
            this.blindness = blindness;
            this.raised = memory.highest().sequence() + 1_000_000;
            this.highest = memory.highest();
            this.promised = memory.promised();
        }

        @Override
        public AgentMemory memory() {
            return asGivenOut(super.memory());
        }

        private AgentMemory asGivenOut(AgentMemory m) {
            return new AgentMemory(
                    highest, promised, m.mayHoldTail(), m.learned(), m.route(), m.routeToken(), m.mark(), m.copying());
        }

        @Override
        AgentEvent in(AgentEvent event) {
            return event instanceof AgentEvent.Commanded c ? raise(c.command()) : event;
        }

        private AgentEvent raise(Command c) {
            if (blindness == Blindness.SEQUENCES_OF_FOLLOW && isRightlyRefused(c)) {
                originals.put(c.id(), c);
                return new AgentEvent.Commanded(c);
            }
            String id = c.id() + "#" + ++raised;
            originals.put(id, c);
            note(c);
            boolean ofTheirTerm = blindness == Blindness.SEQUENCES || blindness == Blindness.SEQUENCES_OF_FOLLOW;
            long term = ofTheirTerm ? c.token().term() : Integer.MAX_VALUE;
            long epoch = blindness == Blindness.TOKENS_AND_EPOCHS ? Integer.MAX_VALUE : c.epoch();
            return new AgentEvent.Commanded(new Command(id, c.cluster(), new Token(term, raised), epoch, c.order()));
        }

        private boolean isRightlyRefused(Command c) {
            return !(c.order() instanceof Order.Follow) && !c.token().outranks(highest);
        }

        private void note(Command c) {
            highest = c.token().outranks(highest) ? c.token() : highest;
            boolean promises = c.order() instanceof Order.Detach || c.order() instanceof Order.Open;
            promised = promises ? Math.max(promised, c.epoch()) : promised;
        }

        @Override
        AgentEffect out(AgentEffect effect) {
            return switch (effect) {
                case AgentEffect.Reply reply -> new AgentEffect.Reply(asAsked(reply.answer()));
                case AgentEffect.Remember remember ->
                    new AgentEffect.Remember(remember.id(), asGivenOut(remember.memory()));
                default -> effect;
            };
        }

        private Answer asAsked(Answer a) {
            Command original = originals.get(a.commandId());
            return new Answer(original.id(), a.server(), original.token(), a.result());
        }
    }

    /** Reads its sets first, then stops receiving, and answers with what it read. */
    static final class Hasty extends Wrapped {
        private final Map<Long, AgentEffect> postponed = new HashMap<>();
        private GtidSet early = GtidSet.EMPTY;
        private boolean detaching;

        Hasty(AgentSettings settings, AgentMemory memory) {
            super(settings, memory);
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
            return new ArrayList<>(super.handle(event));
        }

        @Override
        AgentEffect out(AgentEffect effect) {
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

    /**
     * Takes an Open that is marked as bare for {@code SET GLOBAL super_read_only=OFF}: a mysqld that was started since
     * its source side was on has it off then.
     */
    static final class Bare extends Wrapped {
        private boolean bare;
        private boolean sourceSide;

        Bare(AgentSettings settings, AgentMemory memory) {
            super(settings, memory);
        }

        @Override
        AgentEvent in(AgentEvent event) {
            if (event instanceof AgentEvent.Commanded c) {
                bare = c.command().order() instanceof Order.Open open && open.count() == BARE;
            }
            return event;
        }

        @Override
        AgentEffect out(AgentEffect effect) {
            if (effect instanceof AgentEffect.StartMysqld) {
                sourceSide = false;
            }
            return effect instanceof AgentEffect.Act act
                    ? new AgentEffect.Act(act.id(), act(act.act()), act.bound())
                    : effect;
        }

        private MysqlAct act(MysqlAct act) {
            if (bare) {
                return act instanceof MysqlAct.Open ? new MysqlAct.Open(1, sourceSide) : new MysqlAct.ReadSets();
            }
            sourceSide = switch (act) {
                case MysqlAct.Open open -> open.sourceSide();
                case MysqlAct.SetSemiSyncSource set -> set.on();
                default -> sourceSide;
            };
            return act;
        }
    }
}

package io.signalbox.controller.simulation;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Token;
import io.signalbox.controller.core.analysis.Problem;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.core.settings.ClusterSettings;
import io.signalbox.mysql.gtid.GtidSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Shipped kernels from which one rule was taken, at what goes in or comes out. */
final class DamagedLeaders {
    private DamagedLeaders() {}

    static Mind.ControllerMaker sending(UnaryOperator<Order> change) {
        return settings -> new Wrapped(settings) {
            @Override
            void out(Effect effect, List<Effect> all) {
                all.add(
                        effect instanceof Effect.Send send
                                ? with(send, change.apply(send.command().order()))
                                : effect);
            }
        };
    }

    /** A copy of all of {@code donor}'s data is ordered instead of what {@code which} names, sent to this server. */
    static Mind.ControllerMaker recloningInsteadOf(Which which) {
        return settings -> new Wrapped(settings) {
            @Override
            void out(Effect effect, List<Effect> all) {
                boolean instead = effect instanceof Effect.Send send
                        && which.isIt(known, send.server(), send.command().order());
                all.add(instead && effect instanceof Effect.Send send ? copyFromAnother(settings, send) : effect);
            }
        };
    }

    /** Of the record as the leader knows it. */
    interface Which {
        boolean isIt(ClusterRecord record, String server, Order order);
    }

    private static Effect copyFromAnother(ClusterSettings settings, Effect.Send send) {
        ClusterSettings.DatabaseServer donor = settings.servers().stream()
                .filter(s -> !s.name().equals(send.server()))
                .findFirst()
                .orElseThrow();
        return with(
                send,
                new Order.Reclone(new Order.Endpoint(donor.name(), donor.host(), donor.mysqlPort()), GtidSet.EMPTY));
    }

    /** The record promises what was not proven, whenever {@code when} says so of the record before and after. */
    static Mind.ControllerMaker promising(BiPredicate<ClusterRecord, ClusterRecord> when) {
        return settings -> new Wrapped(settings) {
            @Override
            void out(Effect effect, List<Effect> all) {
                boolean falsely = effect instanceof Effect.WriteRecord w
                        && !w.record().ackers().isEmpty()
                        && when.test(known, w.record());
                all.add(falsely && effect instanceof Effect.WriteRecord w ? proven(w) : effect);
            }
        };
    }

    private static Effect proven(Effect.WriteRecord w) {
        ClusterRecord r = w.record();
        return new Effect.WriteRecord(w.expectedRev(), copy(r, r.rev(), true));
    }

    /** What answers an order of this kind says that nothing was there. */
    static Mind.ControllerMaker hearingEmptySetsOf(Class<? extends Order> kind) {
        return hearing((record, order) -> kind.isInstance(order), done -> nothing());
    }

    /** What answers the orders that {@code which} names, of the record as it was when they were sent, is changed. */
    static Mind.ControllerMaker hearing(BiPredicate<ClusterRecord, Order> which, UnaryOperator<Answer.Done> change) {
        return settings -> new Wrapped(settings) {
            private final Set<String> ids = new HashSet<>();

            @Override
            Event in(Event event) {
                return event instanceof Event.Answered a
                                && a.answer().result() instanceof Answer.Done done
                                && ids.contains(a.answer().commandId())
                        ? answered(a, change.apply(done))
                        : event;
            }

            @Override
            void out(Effect effect, List<Effect> all) {
                if (effect instanceof Effect.Send send
                        && which.test(known, send.command().order())) {
                    ids.add(send.command().id());
                }
                all.add(effect);
            }
        };
    }

    private static Event answered(Event.Answered event, Answer.Done done) {
        Answer a = event.answer();
        return new Event.Answered(event.at(), new Answer(a.commandId(), a.server(), a.token(), done));
    }

    static Effect.Send with(Effect.Send send, Order order) {
        Command c = send.command();
        return new Effect.Send(
                send.server(), new Command(c.id(), c.cluster(), c.token(), c.epoch(), order), send.deadline());
    }

    private static ClusterRecord copy(ClusterRecord r, long rev, boolean proven) {
        return new ClusterRecord(
                r.cluster(),
                rev,
                r.term(),
                r.epoch(),
                r.primary(),
                r.ackers(),
                r.k(),
                proven,
                r.mode(),
                r.run(),
                r.web(),
                r.maintenance(),
                r.takeovers());
    }

    /** The shipped kernel, its events and effects changed; remembers the record as the kernel knows it. */
    static class Wrapped implements Mind.OfController {
        private final Mind.OfController shipped;
        ClusterRecord known;

        Wrapped(ClusterSettings settings) {
            this.shipped = Mind.OfController.shipped(settings);
            this.known = ClusterRecord.blank(settings.cluster());
        }

        Event in(Event event) {
            return event;
        }

        void out(Effect effect, List<Effect> all) {
            all.add(effect);
        }

        @Override
        public List<Effect> handle(Event event) {
            List<Effect> all = new ArrayList<>();
            tell(in(event), all);
            return all;
        }

        final void tell(Event event, List<Effect> all) {
            switch (event) {
                case Event.TookOffice e -> known = e.record();
                case Event.Written e -> known = e.record();
                case Event.Conflicted e -> known = e.found();
                default -> {}
            }
            shipped.handle(event).forEach(effect -> out(effect, all));
        }

        @Override
        public List<Problem> problems() {
            return shipped.problems();
        }
    }

    /** The act first, the record when it was answered: a write that {@code late} names is held back until then. */
    static final class RecordLate extends Wrapped {
        private final BiPredicate<ClusterRecord, ClusterRecord> late;
        private final Predicate<Order> act;
        private final Set<String> awaited = new HashSet<>();
        private Effect.WriteRecord held;
        private long told = -1;
        private Event now;

        RecordLate(ClusterSettings settings, BiPredicate<ClusterRecord, ClusterRecord> late, Predicate<Order> act) {
            super(settings);
            this.late = late;
            this.act = act;
        }

        @Override
        public List<Effect> handle(Event event) {
            now = event;
            if (event instanceof Event.Written w && told == w.record().rev()) {
                told = -1;
                return List.of();
            }
            List<Effect> all = new ArrayList<>();
            if (event instanceof Event.Answered a && awaited.contains(a.answer().commandId())) {
                release(all);
            }
            tell(event, all);
            return all;
        }

        private void release(List<Effect> all) {
            if (held != null) {
                all.add(held);
                told = held.record().rev();
                held = null;
            }
        }

        @Override
        void out(Effect effect, List<Effect> all) {
            if (effect instanceof Effect.WriteRecord w && late.test(known, w.record())) {
                held = w;
                tell(new Event.Written(now.at(), w.record()), all);
                return;
            }
            if (effect instanceof Effect.WriteRecord) {
                release(all);
            }
            if (effect instanceof Effect.Send send && act.test(send.command().order())) {
                awaited.add(send.command().id());
            }
            all.add(effect);
        }
    }

    /**
     * Takes office without a word to the store; all its revisions are one too high from then on. It does not hear what
     * agents know of other leaders either: of its old copy they know better, and the shipped leader's doubt of its store
     * would keep it from every act until that is settled.
     */
    static final class Silent extends Wrapped {
        private int ahead;

        Silent(ClusterSettings settings) {
            super(settings);
        }

        @Override
        public List<Effect> handle(Event event) {
            List<Effect> all = new ArrayList<>();
            switch (event) {
                case Event.TookOffice e -> enter(e, all);
                case Event.Conflicted e -> begin(e, all);
                case Event.Written e -> tell(new Event.Written(e.at(), moved(e.record(), ahead)), all);
                case Event.Reported e -> tell(new Event.Reported(e.at(), silentOfLeaders(e.report())), all);
                default -> tell(event, all);
            }
            return all;
        }

        static Report silentOfLeaders(Report r) {
            return new Report(
                    r.server(),
                    r.incarnation(),
                    r.sequence(),
                    r.uptime(),
                    Token.NONE,
                    0,
                    r.mysqld(),
                    r.probes(),
                    r.mysql(),
                    r.host(),
                    r.proxy(),
                    Optional.empty(),
                    r.lost(),
                    r.copying());
        }

        private void begin(Event event, List<Effect> all) {
            ahead = 0;
            tell(event, all);
        }

        private void enter(Event.TookOffice e, List<Effect> all) {
            List<Effect> wanted = new ArrayList<>();
            begin(e, wanted);
            for (Effect effect : wanted) {
                if (effect instanceof Effect.WriteRecord w && e.record().rev() > 0) {
                    ahead = 1;
                    tell(new Event.Written(e.at(), w.record()), all);
                } else {
                    all.add(effect);
                }
            }
        }

        @Override
        void out(Effect effect, List<Effect> all) {
            all.add(
                    effect instanceof Effect.WriteRecord w
                            ? new Effect.WriteRecord(w.expectedRev() - ahead, moved(w.record(), -ahead))
                            : effect);
        }

        private static ClusterRecord moved(ClusterRecord r, int by) {
            return copy(r, r.rev() + by, r.proven());
        }
    }

    /** One detached acker is enough: as soon as one has answered, all the others are taken to hold nothing. */
    static final class SmallQuorum extends Wrapped {
        private final SortedMap<String, Effect.Send> asked = new TreeMap<>();

        SmallQuorum(ClusterSettings settings) {
            super(settings);
        }

        @Override
        public List<Effect> handle(Event event) {
            List<Effect> all = new ArrayList<>();
            tell(event, all);
            if (event instanceof Event.Answered a
                    && a.answer().result() instanceof Answer.Done
                    && asked.remove(a.answer().commandId()) != null
                    && known.ackers().contains(a.answer().server())) {
                List<Effect.Send> others = List.copyOf(asked.values());
                asked.clear();
                others.forEach(send -> tell(new Event.Answered(event.at(), holdsNothing(send)), all));
            }
            return all;
        }

        @Override
        void out(Effect effect, List<Effect> all) {
            if (effect instanceof Effect.Send send && send.command().order() instanceof Order.Detach) {
                asked.put(send.command().id(), send);
            }
            all.add(effect);
        }
    }

    /** What an agent would answer that has nothing. */
    static Answer holdsNothing(Effect.Send send) {
        Command c = send.command();
        return new Answer(c.id(), send.server(), c.token(), nothing());
    }

    static Answer.Done nothing() {
        return new Answer.Done(GtidSet.EMPTY, GtidSet.EMPTY, new TreeMap<>());
    }

    /** Does not hear what agents know of other leaders: it never doubts the store. */
    static final class Trusting extends Wrapped {
        Trusting(ClusterSettings settings) {
            super(settings);
        }

        @Override
        Event in(Event event) {
            return event instanceof Event.Reported e
                    ? new Event.Reported(e.at(), Silent.silentOfLeaders(e.report()))
                    : event;
        }
    }

    /** Each step's journal entry comes after its acts. */
    static final class JournalLast extends Wrapped {
        JournalLast(ClusterSettings settings) {
            super(settings);
        }

        @Override
        public List<Effect> handle(Event event) {
            List<Effect> all = new ArrayList<>(super.handle(event));
            List<Effect> journal =
                    all.stream().filter(Effect.Journal.class::isInstance).toList();
            all.removeAll(journal);
            all.addAll(journal);
            return all;
        }
    }

    /** Of each run it journals the first step that it begins, and the end. */
    static final class FirstSteps extends Wrapped {
        private final Set<String> runs = new HashSet<>();

        FirstSteps(ClusterSettings settings) {
            super(settings);
        }

        @Override
        void out(Effect effect, List<Effect> all) {
            boolean later = effect instanceof Effect.Journal j
                    && j.entry().phase() == JournalEntry.Phase.BEGUN
                    && !runs.add(j.entry().run());
            if (!later) {
                all.add(effect);
            }
        }
    }

    /** In the middle of a failover whoever says what it holds is taken to hold all that anybody was heard to hold. */
    static final class CatchesUpInVain extends Wrapped {
        private final Set<String> reads = new HashSet<>();
        private GtidSet heard = GtidSet.EMPTY;

        CatchesUpInVain(ClusterSettings settings) {
            super(settings);
        }

        @Override
        Event in(Event event) {
            if (known.run().kind() != Run.Kind.FAILOVER
                    || !(event instanceof Event.Answered a)
                    || !(a.answer().result() instanceof Answer.Done done)) {
                return event;
            }
            heard = heard.union(done.received());
            return reads.contains(a.answer().commandId())
                    ? answered(a, new Answer.Done(done.executed(), heard, done.details()))
                    : event;
        }

        @Override
        void out(Effect effect, List<Effect> all) {
            if (effect instanceof Effect.Send send && send.command().order() instanceof Order.ReadSets) {
                reads.add(send.command().id());
            }
            all.add(effect);
        }
    }

    /** Opens a primary that was primary before by its variable alone; see {@link DamagedAgents.Bare}. */
    static final class BareReopening extends Wrapped {
        BareReopening(ClusterSettings settings) {
            super(settings);
        }

        @Override
        void out(Effect effect, List<Effect> all) {
            boolean again =
                    known.run().kind() != Run.Kind.PROMOTE && !known.ackers().isEmpty();
            all.add(
                    again
                                    && effect instanceof Effect.Send send
                                    && send.command().order() instanceof Order.Open
                            ? with(send, new Order.Open(true, DamagedAgents.BARE))
                            : effect);
        }
    }

    /** The primary's door is opened before the joiner was told to follow without acknowledging. */
    static final class EarlyAdmission extends Wrapped {
        EarlyAdmission(ClusterSettings settings) {
            super(settings);
        }

        @Override
        void out(Effect effect, List<Effect> all) {
            if (effect instanceof Effect.Send send
                    && send.command().order() instanceof Order.Follow follow
                    && !follow.semiSync()) {
                Command c = send.command();
                Command early = new Command(
                        "early " + c.id(), c.cluster(), c.token(), c.epoch(), new Order.Admit(send.server()));
                all.add(new Effect.Send(known.primary(), early, send.deadline()));
            }
            all.add(effect);
        }
    }
}

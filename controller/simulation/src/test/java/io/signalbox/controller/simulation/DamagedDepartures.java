package io.signalbox.controller.simulation;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Order;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.settings.ClusterSettings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Shipped kernels from which one rule of Leave, or of the raising of k, was taken. */
final class DamagedDepartures {
    private DamagedDepartures() {}

    /** The evidence on which an acker leaves. Of all that asks for it while the record is proven, only Raise counts more. */
    static boolean ofLeave(ClusterRecord record, Order order) {
        return order instanceof Order.Holds holds && record.proven() && holds.count() <= record.k();
    }

    static boolean ofRaise(ClusterRecord record, Order order) {
        return order instanceof Order.Holds holds && record.proven() && holds.count() > record.k();
    }

    /** As if {@code gtid_executed} were the whole history: commits that wait are not in it. */
    static Answer.Done executedAlone(Answer.Done done) {
        return new Answer.Done(done.executed(), done.executed(), done.details());
    }

    /** The acker leaves the record first, and is kept from acknowledging then. */
    static final class RecordFirst extends DamagedLeaders.Wrapped {
        private final SortedMap<String, Effect.Send> held = new TreeMap<>();
        private final Deque<Effect.Send> pretended = new ArrayDeque<>();

        RecordFirst(ClusterSettings settings) {
            super(settings);
        }

        @Override
        public List<Effect> handle(Event event) {
            List<Effect> all = new ArrayList<>(super.handle(event));
            while (!pretended.isEmpty()) {
                tell(new Event.Answered(event.at(), DamagedLeaders.holdsNothing(pretended.remove())), all);
            }
            return all;
        }

        @Override
        void out(Effect effect, List<Effect> all) {
            if (effect instanceof Effect.Send send && known.ackers().contains(shutOutBy(send))) {
                held.put(shutOutBy(send), send);
                pretended.add(send);
                return;
            }
            all.add(effect);
            if (effect instanceof Effect.WriteRecord write) {
                held.keySet().stream()
                        .filter(server -> !write.record().ackers().contains(server))
                        .toList()
                        .forEach(server -> all.add(held.remove(server)));
            }
        }

        /** Whom this keeps from acknowledging, or nobody. */
        private static String shutOutBy(Effect.Send send) {
            Order order = send.command().order();
            if (order instanceof Order.Follow follow && !follow.semiSync()) {
                return send.server();
            }
            return order instanceof Order.Dismiss dismiss ? dismiss.replica() : "";
        }
    }
}

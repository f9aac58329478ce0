package io.signalbox.agents.core;

import io.signalbox.agents.protocol.Answer.Refusal;
import io.signalbox.agents.protocol.Answer.Refused;
import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Order;
import java.util.Optional;

/** Who may command: rules in their order, the first that is broken is the answer. */
final class Admission {
    private Admission() {}

    static Optional<Refused> refusal(AgentSettings settings, AgentMemory memory, Command command) {
        return kind(settings, command.order())
                .or(() -> token(memory, command))
                .or(() -> epoch(memory, command))
                .or(() -> whole(memory, command.order()));
    }

    /** Whatever its sets say, its data is not that of its sets: it is a server of nothing, for nobody. */
    private static Optional<Refused> whole(AgentMemory memory, Order order) {
        boolean fits = memory.copying().isEmpty()
                || order instanceof Order.Reclone
                || order instanceof Order.Measure
                || order instanceof Order.Fence
                || order instanceof Order.Shutdown
                || order instanceof Order.Learn
                || order instanceof Order.Route;
        return refusedUnless(
                fits,
                Refusal.DATA_IS_NOT_WHOLE,
                "the copy of the data of " + memory.copying().orElse("") + " is not complete");
    }

    private static Optional<Refused> kind(AgentSettings settings, Order order) {
        boolean fits = switch (order) {
            case Order.Route route -> settings.proxy();
            case Order.Learn learn -> true;
            case Order.Follow o -> settings.database();
            case Order.Detach o -> settings.database();
            case Order.Open o -> settings.database();
            case Order.Close o -> settings.database();
            case Order.Holds o -> settings.database();
            case Order.GoAlone o -> settings.database();
            case Order.Admit o -> settings.database();
            case Order.Dismiss o -> settings.database();
            case Order.ReadSets o -> settings.database();
            case Order.Fence o -> settings.database();
            case Order.Start o -> settings.database();
            case Order.Rewind o -> settings.database();
            case Order.Shutdown o -> settings.database();
            case Order.Measure o -> settings.database();
            case Order.Reclone o -> settings.database();
        };
        return refusedUnless(
                fits,
                Refusal.NOT_THIS_KIND_OF_SERVER,
                settings.server() + " has no " + (order instanceof Order.Route ? "HAProxy" : "mysqld"));
    }

    private static Optional<Refused> token(AgentMemory memory, Command command) {
        return refusedUnless(
                command.token().outranks(memory.highest()),
                Refusal.TOKEN_IS_OLD,
                command.token() + " does not outrank " + memory.highest());
    }

    private static Optional<Refused> epoch(AgentMemory memory, Command command) {
        return refusedUnless(
                command.epoch() >= memory.promised(),
                Refusal.EPOCH_IS_OLD,
                "epoch " + command.epoch() + " is below the promised " + memory.promised());
    }

    private static Optional<Refused> refusedUnless(boolean right, Refusal code, String sentence) {
        return right ? Optional.empty() : Optional.of(new Refused(code, sentence));
    }
}

package io.signalbox.agents.daemon.shell;

import io.signalbox.agents.daemon.metrics.AgentMetrics;
import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Answer.Refusal;
import io.signalbox.agents.protocol.Answer.Refused;
import io.signalbox.agents.protocol.Answer.Result;
import io.signalbox.agents.protocol.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers who asked, so that each answer goes to everybody who gave that command: a controller that lost its link asks
 * again on the next one. For one thread.
 */
public final class Desk {
    /** Far more than a leader has under way at a time. */
    static final int MOST_OPEN = 256;

    /** Of one command; a peer that asks more often has the same answer coming. */
    static final int MOST_ASKERS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    private record Open(Command command, long since, List<Consumer<Answer>> askers) {}

    private final String server;
    private final AgentMetrics metrics;
    private final Map<String, Open> open = new LinkedHashMap<>();

    public Desk(String server, AgentMetrics metrics) {
        this.server = server;
        this.metrics = metrics;
    }

    /** Whether the mind must be asked; if not, the asker has its answer, or gets it with the others. */
    boolean take(Command command, Consumer<Answer> asker) {
        Open same = open.get(command.id());
        if (same != null && same.command.equals(command)) {
            return joins(same, asker);
        }
        if (same != null || open.size() >= MOST_OPEN) {
            asker.accept(busy(command, same == null ? "too many commands are open" : "another command has this id"));
            return false;
        }
        open.put(command.id(), new Open(command, System.nanoTime(), new ArrayList<>(List.of(asker))));
        return true;
    }

    void deliver(Answer answer) {
        Open asked = open.remove(answer.commandId());
        if (asked == null) {
            return;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - asked.since);
        metrics.commanded(order(asked.command), word(answer.result()), took);
        log(asked.command, answer, took);
        asked.askers.forEach(asker -> asker.accept(answer));
    }

    private boolean joins(Open same, Consumer<Answer> asker) {
        if (same.askers.size() >= MOST_ASKERS) {
            asker.accept(busy(same.command, "this command is being done, and asked for too often"));
        } else {
            same.askers.add(asker);
        }
        return false;
    }

    Answer busy(Command command, String why) {
        return new Answer(command.id(), server, command.token(), new Refused(Refusal.BUSY, why));
    }

    private static void log(Command command, Answer answer, Duration took) {
        LOG.atInfo()
                .addKeyValue("rule", "command")
                .addKeyValue("command", command.id())
                .addKeyValue("order", order(command))
                .addKeyValue("token", command.token())
                .addKeyValue("epoch", command.epoch())
                .addKeyValue("result", word(answer.result()))
                .addKeyValue("reason", reason(answer.result()))
                .addKeyValue("millis", took.toMillis())
                .log("A command was answered.");
    }

    private static String order(Command command) {
        return command.order().getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String word(Result result) {
        return result.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String reason(Result result) {
        return switch (result) {
            case Answer.Done done -> "";
            case Refused refused -> refused.code() + ": " + refused.sentence();
            case Answer.Failed failed -> failed.code() + ": " + failed.sentence();
        };
    }
}

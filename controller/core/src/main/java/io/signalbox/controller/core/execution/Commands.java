package io.signalbox.controller.core.execution;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Token;
import io.signalbox.controller.core.effect.Effect;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Issues every command of one term, each under a higher token than all before it, and keeps the outcomes. */
final class Commands {
    private final Map<String, String> serverOf = new HashMap<>();
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private final Map<String, Token> latest = new HashMap<>();
    private final Set<String> orphans = new HashSet<>();
    private long term;
    private long sequence;

    /** Begins a term; whatever was sent before is not waited for any more. */
    void begin(long newTerm) {
        term = newTerm;
        sequence = 0;
        serverOf.clear();
        outcomes.clear();
        orphans.clear();
        latest.clear();
    }

    Effect.Send issue(String cluster, long epoch, String server, Order order, Duration deadline) {
        Token token = new Token(term, ++sequence);
        String id = token.toString();
        serverOf.put(id, server);
        outcomes.put(id, new Outcome.Pending());
        latest.put(server, token);
        return new Effect.Send(server, new Command(id, cluster, token, epoch, order), deadline);
    }

    /** The highest token of this term that was sent to {@code server}. */
    Token latest(String server) {
        return latest.getOrDefault(server, Token.NONE);
    }

    /** Takes an answer; empty if nobody waits for it. */
    Optional<Outcome> answered(Answer answer) {
        if (!outcomes.containsKey(answer.commandId())) {
            return Optional.empty();
        }
        Outcome outcome = switch (answer.result()) {
            case Answer.Done done -> new Outcome.Done(done);
            case Answer.Refused refused -> refused(answer, refused);
            case Answer.Failed failed -> new Outcome.Unknown(failed.code() + ": " + failed.sentence());
        };
        settle(answer.commandId(), outcome);
        return Optional.of(outcome);
    }

    /** A refusal for an old token is our own doing when a later command of ours had arrived first. */
    private Outcome refused(Answer answer, Answer.Refused refused) {
        boolean ours = refused.code() == Answer.Refusal.TOKEN_IS_OLD
                && latest.getOrDefault(answer.server(), Token.NONE).outranks(answer.token());
        return ours
                ? new Outcome.Unknown("outranked by a later command")
                : new Outcome.Refused(refused.code(), refused.sentence());
    }

    void unanswered(String id, String reason) {
        if (outcome(id).isPending()) {
            settle(id, new Outcome.Unknown(reason));
        }
    }

    private void settle(String id, Outcome outcome) {
        outcomes.put(id, outcome);
        if (orphans.remove(id)) {
            forget(id);
        }
    }

    Outcome outcome(String id) {
        return outcomes.getOrDefault(id, new Outcome.Unknown("forgotten"));
    }

    /** Some command to {@code server} has not been answered. */
    boolean busy(String server) {
        for (Map.Entry<String, String> sent : serverOf.entrySet()) {
            if (sent.getValue().equals(server) && outcome(sent.getKey()).isPending()) {
                return true;
            }
        }
        return false;
    }

    /** Nobody will ask for this outcome again; its server stays busy until it is known. */
    void forget(String id) {
        if (outcome(id).isPending()) {
            orphans.add(id);
        } else {
            serverOf.remove(id);
            outcomes.remove(id);
        }
    }
}

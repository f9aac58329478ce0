package io.signalbox.agents.core;

import io.signalbox.agents.protocol.Answer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The last answers by command id: the same command again is answered again, not done again. */
final class Answers {
    static final int MOST_KEPT = 64;

    private final Map<String, Answer> kept = new LinkedHashMap<>();

    Optional<Answer> find(String commandId) {
        return Optional.ofNullable(kept.get(commandId));
    }

    void keep(Answer answer) {
        kept.put(answer.commandId(), answer);
        if (kept.size() > MOST_KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
    }
}

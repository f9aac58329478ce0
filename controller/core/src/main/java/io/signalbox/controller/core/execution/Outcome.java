package io.signalbox.controller.core.execution;

import io.signalbox.agents.protocol.Answer;

/** What is known of a command's fate. */
public sealed interface Outcome {

    /** Sent, or about to be; nothing came back yet. */
    record Pending() implements Outcome {}

    record Done(Answer.Done answer) implements Outcome {}

    /** Not begun. */
    record Refused(Answer.Refusal code, String sentence) implements Outcome {}

    /** No answer, or begun and not finished: the state must be read again. */
    record Unknown(String sentence) implements Outcome {}

    default boolean isDone() {
        return this instanceof Done;
    }

    default boolean isPending() {
        return this instanceof Pending;
    }

    /** In words why it is not done; empty if it is, or may yet be. */
    default String trouble() {
        return switch (this) {
            case Pending o -> "";
            case Done o -> "";
            case Refused o -> o.sentence();
            case Unknown o -> o.sentence();
        };
    }
}

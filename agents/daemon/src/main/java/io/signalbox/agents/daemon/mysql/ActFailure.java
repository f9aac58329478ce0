package io.signalbox.agents.daemon.mysql;

import io.signalbox.agents.daemon.mysql.ActOutcome.Code;

/** An act's failure on its way to the {@link ActOutcome}. */
final class ActFailure extends Exception {
    private final Code code;

    ActFailure(Code code, String sentence) {
        super(sentence);
        this.code = code;
    }

    ActOutcome.Failed outcome() {
        return new ActOutcome.Failed(code, String.valueOf(getMessage()));
    }
}

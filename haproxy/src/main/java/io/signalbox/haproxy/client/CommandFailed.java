package io.signalbox.haproxy.client;

import io.signalbox.haproxy.command.RuntimeCommand;

/** A command has no good answer; the message is a sentence for people. */
public final class CommandFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    public CommandFailed(RuntimeCommand command, Fault fault, String sentence) {
        super("\"" + command.text() + "\": " + sentence);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}

package io.signalbox.controller.cli.command;

/** Options that do not go together or have no meaning: exit code 2. */
public final class WrongUse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongUse(String sentence) {
        super(sentence);
    }
}

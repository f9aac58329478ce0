package io.signalbox.controller.replay;

/** Arguments that have no meaning: exit code 2. */
final class WrongUse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongUse(String sentence) {
        super(sentence);
    }
}

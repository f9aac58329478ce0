package io.signalbox.controller.daemon.recorder;

/** A kernel of which no picture can be taken, or a picture that makes no kernel of this build; the message is a sentence. */
public final class Unpictured extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unpictured(String sentence) {
        super(sentence);
    }

    Unpictured(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}

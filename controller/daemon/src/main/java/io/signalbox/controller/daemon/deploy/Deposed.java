package io.signalbox.controller.daemon.deploy;

/** This controller leads no more, or its journal cannot be written: whoever leads next goes on. */
final class Deposed extends Exception {
    private static final long serialVersionUID = 1L;

    Deposed(String sentence) {
        super(sentence);
    }
}

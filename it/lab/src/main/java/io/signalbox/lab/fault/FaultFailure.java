package io.signalbox.lab.fault;

/** A fault that could not be injected or healed; the message is a whole sentence. */
public class FaultFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FaultFailure(String sentence) {
        super(sentence);
    }
}

package io.signalbox.lab.drill;

/** A round that could not be brought to its end. The message is the reason in the report. */
public class DrillFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DrillFailure(String reason) {
        super(reason);
    }
}

package io.signalbox.controller.cli.command;

/** Exit codes of every command. */
public final class Exit {
    /** Done. */
    public static final int DONE = 0;
    /** Refused or failed, the reason is on standard error; or, from {@code doctor}, a promise that does not hold. */
    public static final int FAILED = 1;
    /** Wrong use. */
    public static final int WRONG_USE = 2;

    private Exit() {}
}

package io.signalbox.controller.core.execution;

/** How far one step came. */
public sealed interface Verdict {
    /** Nothing more can be done before something else happens. */
    record Wait(String why) implements Verdict {}

    record Next() implements Verdict {}

    /** The procedure ends here, short of its goal. */
    record Stop(String why) implements Verdict {}

    Next NEXT = new Next();

    static Wait waitFor(String why) {
        return new Wait(why);
    }
}

package io.signalbox.agents.daemon.proxy;

import java.util.List;
import java.util.SortedMap;

/** What became of a route. */
public sealed interface RouteOutcome {

    /**
     * Everything was read back as wanted.
     *
     * @param details what was changed and how long it took, for the journal
     */
    record Applied(SortedMap<String, String> details) implements RouteOutcome {}

    /**
     * HAProxy answers, but does not do all that the route says.
     *
     * @param writerAsWanted whether the writers at least are as wanted: exactly {@code open} open, all others closed
     * @param differences what differs, in words
     */
    record Differs(boolean writerAsWanted, List<String> differences, SortedMap<String, String> details)
            implements RouteOutcome {}

    /**
     * Not finished: HAProxy does not answer, or a newer route is in force. What it does now is unknown unless the
     * snapshot says otherwise; the driver goes on trying with the newest route.
     *
     * @param code for programs
     */
    record Failed(String code, String sentence) implements RouteOutcome {}
}

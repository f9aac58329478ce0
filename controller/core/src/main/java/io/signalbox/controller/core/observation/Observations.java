package io.signalbox.controller.core.observation;

import io.signalbox.agents.protocol.Report;
import io.signalbox.controller.core.event.ClockJump;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.event.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes events in, keeps the latest observation of each agent. Distrusts itself after a gap in its own attention. */
public final class Observations {
    /** A controller that was not run for so long (a pause, a suspended host) has missed what happened meanwhile. */
    public static final Duration INATTENTION = Duration.ofMillis(700);

    private final SortedMap<String, Observation> latest = new TreeMap<>();
    private final Map<String, Lateness> lateness = new HashMap<>();
    private final Clocks clocks = new Clocks();
    private Optional<Time> lastTick = Optional.empty();
    private Optional<Time> watchedSince = Optional.empty();

    /**
     * Takes one event; answers true if everything seen before it was dropped: attention had lapsed, or this host's clock
     * jumped.
     */
    public boolean absorb(Event event) {
        boolean lapsed = attend(event);
        switch (event) {
            case Event.Linked e -> latest.put(e.server(), unseen(e.server(), true, e.at()));
            case Event.Unlinked e -> latest.put(e.server(), unseen(e.server(), false, e.at()));
            case Event.Reported e -> report(e);
            case Event.TookOffice e -> forgetReports(e.at());
            case Event.LostOffice e -> forgetReports(e.at());
            case Event.Shown e -> {}
            case Event.Ticked e -> {}
            case Event.Answered e -> {}
            case Event.Unanswered e -> {}
            case Event.Written e -> {}
            case Event.Conflicted e -> {}
            case Event.StoreFailed e -> {}
            case Event.Requested e -> {}
        }
        return lapsed;
    }

    public Optional<Observation> of(String server) {
        return Optional.ofNullable(latest.get(server));
    }

    /** For how long this controller has watched without a break. */
    public Duration watched(Time now) {
        return watchedSince.map(now::since).orElse(Duration.ZERO);
    }

    /** This host's last jump of the clock, if there was one. */
    public Optional<ClockJump> clockJump() {
        return clocks.lastJump();
    }

    /** Drops every report; links stay known. */
    private void forgetReports(Time now) {
        watchedSince = Optional.of(now);
        latest.replaceAll((server, seen) ->
                new Observation(server, seen.linked(), seen.since(), Optional.empty(), now, Optional.empty()));
    }

    private boolean attend(Event event) {
        boolean jumped = clocks.jumps(event.at());
        boolean lapsed = jumped
                || (lastTick.isPresent() && event.at().since(lastTick.get()).compareTo(INATTENTION) > 0);
        if (event instanceof Event.Ticked || lapsed) {
            lastTick = Optional.of(event.at());
        }
        if (lapsed || watchedSince.isEmpty()) {
            forgetReports(event.at());
        }
        return lapsed;
    }

    private void report(Event.Reported e) {
        Report report = e.report();
        Duration late =
                lateness.computeIfAbsent(report.server(), s -> new Lateness()).of(report, e.at());
        Time sent = e.at().plus(late.negated());
        Optional<Observation> before = of(report.server());
        boolean older = before.flatMap(Observation::report)
                .filter(r -> r.incarnation().equals(report.incarnation()) && r.sequence() >= report.sequence())
                .isPresent();
        if (!older) {
            Time since =
                    before.filter(Observation::linked).map(Observation::since).orElse(e.at());
            latest.put(
                    report.server(),
                    new Observation(report.server(), true, since, Optional.of(report), sent, Optional.of(sent)));
        }
    }

    private Observation unseen(String server, boolean linked, Time at) {
        return new Observation(
                server, linked, at, Optional.empty(), at, of(server).flatMap(Observation::heard));
    }
}

package io.signalbox.controller.core.decision;

import io.signalbox.controller.core.event.Time;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the leader remembers from one event to the next, beyond the record. Lost with its office, and rightly so. */
public final class Recollection {
    private final Map<String, Time> conditions = new HashMap<>();
    private final SortedMap<String, String> diverged = new TreeMap<>();
    private final Map<String, Time> coolDowns = new HashMap<>();
    private String seenOpen = "";
    private GtidSet seenExecuted = GtidSet.EMPTY;
    private final Map<String, GtidSet> doubted = new HashMap<>();
    private boolean resting;
    private Optional<Time> noCatchUp = Optional.empty();

    /** How long the condition has held without a break, {@link Duration#ZERO} at its first sight. */
    public Duration since(String condition, boolean holds, Time now) {
        if (!holds) {
            conditions.remove(condition);
            return Duration.ZERO;
        }
        return now.since(conditions.computeIfAbsent(condition, c -> now));
    }

    /** True once the condition has held for {@code bound}. */
    public boolean heldFor(String condition, boolean holds, Duration bound, Time now) {
        return since(condition, holds, now).compareTo(bound) >= 0 && holds;
    }

    /** After a gap in attention every wait begins anew. */
    public void forgetWaits() {
        conditions.clear();
    }

    /** The primary that this leader has itself seen open: only its loss is a loss, anything else is a cold start. */
    public void sawOpen(String server) {
        seenExecuted = seenOpen.equals(server) ? seenExecuted : GtidSet.EMPTY;
        seenOpen = server;
    }

    /** What the open primary said last that it had executed; of another server nothing is remembered. */
    public void heardOf(GtidSet executed) {
        seenExecuted = executed;
    }

    /** What {@code server} had executed when this leader last saw it open; empty if it never did. */
    public GtidSet lastHeardOf(String server) {
        return hasSeenOpen(server) ? seenExecuted : GtidSet.EMPTY;
    }

    /**
     * The record is doubted for what {@code server} lost; true the first time, when it is something else, and when it had
     * come back meanwhile.
     */
    public boolean doubts(String server, GtidSet lost) {
        return !lost.equals(doubted.put(server, lost)) && !lost.isEmpty();
    }

    public boolean hasSeenOpen(String server) {
        return seenOpen.equals(server);
    }

    /** Only a copy of another server's data makes it whole again; {@code why} is told to people. */
    public void remembersDiverged(String server, String why) {
        diverged.put(server, why);
    }

    public Optional<String> diverged(String server) {
        return Optional.ofNullable(diverged.get(server));
    }

    public void forgetDiverged(String server) {
        diverged.remove(server);
    }

    /** There is another primary: who was diverged from the one before may not be from this one. */
    public void forgetAllDiverged() {
        diverged.clear();
    }

    public void coolDown(String server, Time until) {
        coolDowns.put(server, until);
    }

    public Optional<Time> coolDown(String server) {
        return Optional.ofNullable(coolDowns.get(server));
    }

    public void endCoolDowns() {
        coolDowns.clear();
    }

    /** A failover was given up because its candidate could not be brought up to date. */
    public void couldNotCatchUp(Time now) {
        noCatchUp = Optional.of(now);
    }

    /** How long ago that was, if it was. */
    public Optional<Duration> sinceNoCatchUp(Time now) {
        return noCatchUp.map(now::since);
    }

    /** After an orderly end of the day nothing is done by itself until somebody asks for it. */
    public void rest(boolean on) {
        resting = on;
    }

    public boolean resting() {
        return resting;
    }

    /** Begins a new office with nothing but what is durable. */
    public void clear() {
        conditions.clear();
        doubted.clear();
        diverged.clear();
        coolDowns.clear();
        seenOpen = "";
        seenExecuted = GtidSet.EMPTY;
        noCatchUp = Optional.empty();
        resting = false;
    }
}

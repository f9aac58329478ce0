package io.signalbox.controller.simulation;

import io.signalbox.controller.core.record.ClusterRecord;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** One history from one seed: a site begins, faults strike, everything is put right, the site must become whole. */
final class History {
    private static final long BOOTS = 2 * Schedule.SECOND;
    private static final long WHOLE_WITHIN = 200 * Schedule.SECOND;
    private static final long WRITER_WITHIN = 60 * Schedule.SECOND;
    private static final long LOOKS = 100 * Schedule.MILLI;

    /** Without a writer for so long, operators look why. */
    private static final long PATIENCE = 20 * Schedule.SECOND;

    /** Between the end of one thing and the beginning of the next, so that every agent is taught what was recorded. */
    private static final long QUIET = 2 * Schedule.SECOND;

    private static final long LINGERS = 6 * Schedule.SECOND;

    private final long seed;
    private final Chance chance;
    private final Chance backups;
    private final World world;
    private final Wholeness wholeness;
    private int struck;
    private long writer;
    private long recovered;

    /**
     * What a seed came to.
     *
     * @param recovered how long after the faults there was a writer, and how long until the site was whole
     * @param coverage what it led through
     */
    record Outcome(
            long seed,
            long events,
            int acknowledged,
            Recovery recovered,
            SortedSet<String> coverage,
            List<Judge.Violation> violations) {}

    /** In microseconds of virtual time. */
    record Recovery(long writer, long whole) {}

    /**
     * What is different from the shipped product, and in what weather; only in tests.
     *
     * @param putBack whether the store is put back at the end, and somebody adopts
     */
    record Damage(UnaryOperator<Setup> change, List<Fault> favourites, boolean putBack) {
        Damage(UnaryOperator<Setup> change, List<Fault> favourites) {
            this(change, favourites, false);
        }

        static final Damage NONE = new Damage(UnaryOperator.identity(), List.of());
    }

    private History(long seed, Optional<Consumer<String>> log, Damage damage) {
        this.seed = seed;
        this.chance = new Chance(seed);
        this.backups = new Chance(~seed);
        Weather drawn = Weather.draw(chance);
        Weather weather = damage.favourites().isEmpty() ? drawn : drawn.with(damage.favourites(), chance);
        this.world = new World(damage.change().apply(Setup.shipped(weather, log)), chance);
        this.wholeness = new Wholeness(world);
    }

    static Outcome run(long seed, Optional<Consumer<String>> log) {
        History history = new History(seed, log, Damage.NONE);
        history.begin();
        history.strike();
        history.putRight();
        history.awaitWhole(WHOLE_WITHIN);
        return history.outcome();
    }

    /** With planted damage: nobody waits long for the site to become whole. */
    static Outcome runDamaged(long seed, Optional<Consumer<String>> log, Damage damage) {
        History history = new History(seed, log, damage);
        history.begin();
        history.strike();
        history.putRight();
        history.world.run(history.world.schedule().now() + LINGERS);
        if (damage.putBack()) {
            history.putStoreBack();
            history.world.run(history.world.schedule().now() + 2 * LINGERS);
        }
        history.world.judge().lookBack();
        return history.outcome();
    }

    private Outcome outcome() {
        return new Outcome(
                seed,
                world.schedule().happened(),
                world.judge().acknowledged(),
                new Recovery(writer, recovered),
                world.coverage().seen(),
                world.judge().violations());
    }

    private void begin() {
        world.trace("world", world.weather());
        world.servers().forEach(server -> server.launch(() -> {}, () -> {}));
        world.run(BOOTS);
        world.start();
        awaitWhole(chance.oneIn(10) ? chance.between(0, 4 * Schedule.SECOND) : WHOLE_WITHIN);
    }

    /** Faults come alone or in clusters, so that one strikes while the last is being dealt with. */
    private void strike() {
        long storm = world.weather().storm();
        long at = 0;
        for (int left = world.weather().faults(); left > 0; left--) {
            at = chance.oneIn(2) ? at + chance.between(0, world.weather().clusters()) : chance.between(0, storm);
            Fault fault = world.weather().fault(chance);
            world.schedule().after(at, () -> strike(fault));
        }
        world.run(world.schedule().now() + storm + chance.between(0, Schedule.SECOND));
    }

    private void strike(Fault fault) {
        world.trace("fault", fault);
        world.coverage().saw("fault", fault.name());
        if (struck++ > 0 && !wholeness.missing().isEmpty()) {
            world.coverage().saw(Coverage.OVERLAP);
        }
        fault.strike(world);
    }

    /**
     * A primary that is not in service is not reopened while an acker has what it lacks (it may have lost that): whoever
     * wrote to the acker has the same written to the primary.
     */
    private void settleWhatWasDoneByHand() {
        ClusterRecord record = world.store().record();
        world.servers().stream()
                .filter(s -> s.name().equals(record.primary()) && !s.canAcknowledge())
                .forEach(this::takeOverWhatWasDoneByHand);
    }

    private void takeOverWhatWasDoneByHand(SimulatedMysql primary) {
        world.servers().forEach(other -> other.byHand().forEach(primary::takeOver));
    }

    private void putRight() {
        world.trace("fault", "everything is put right");
        world.network().healAll();
        world.servers().forEach(SimulatedMysql::thaw);
        world.servers().forEach(server -> server.writes().disk(DiskTrouble.NONE));
        world.servers().forEach(server -> server.applier().slowBy(1));
        settleWhatWasDoneByHand();
        if (world.agents().stream().anyMatch(SimulatedAgent::rests)) {
            world.beginDay();
        }
        world.agents().stream().filter(agent -> !agent.up()).forEach(SimulatedAgent::start);
        world.controllers().stream()
                .filter(controller -> controller.up() && !controller.leads())
                .forEach(SimulatedController::crash);
        if (world.leader().isEmpty()) {
            world.controllers().getFirst().start();
        }
    }

    /**
     * The store is put back to any older state while no controller runs; half the time the primary dies before or after
     * the next one begins. Nothing is done by itself then, until an operator names somebody, who may be the wrong one.
     */
    private void putStoreBack() {
        world.run(world.schedule().now() + QUIET);
        if (!world.store().hasBackups() || !world.judge().violations().isEmpty()) {
            return;
        }
        world.controllers().forEach(SimulatedController::crash);
        world.store().putBack(backups);
        if (backups.oneIn(2)) {
            SimulatedMysql primary = world.server(world.store().valid().primary());
            world.schedule().after(backups.between(0, 2 * Schedule.SECOND), primary::kill);
        }
        world.controllers().getFirst().start();
        String named = backups.oneIn(3) ? "" : backups.of(world.servers()).name();
        world.schedule().after(backups.between(0, LINGERS), () -> Wishes.adopt(world, named));
    }

    private void awaitWhole(long within) {
        long from = world.schedule().now();
        writer = 0;
        while (world.judge().violations().isEmpty() && !whole(from)) {
            recovered = world.schedule().now() - from;
            if (world.judge().lastAcknowledged() <= from) {
                writer = recovered;
            }
            if (recovered > within || (within == WHOLE_WITHIN && writer > WRITER_WITHIN)) {
                missed(within, from);
                return;
            }
            world.run(world.schedule().now() + LOOKS);
            resume(from);
        }
    }

    /** Operators leave no site paused, and no server out of service. */
    private void resume(long from) {
        ClusterRecord record = world.store().record();
        if (world.schedule().now() % Schedule.SECOND >= LOOKS) {
            return;
        }
        if (record.mode() == ClusterRecord.Mode.PAUSED) {
            Wishes.resume(world);
        }
        record.maintenance().forEach(server -> Wishes.maintain(world, server, false));
        if (world.schedule().now() - Math.max(from, world.judge().lastAcknowledged()) > PATIENCE) {
            settleWhatWasDoneByHand();
            nameTheFirst(record);
        }
    }

    /** Servers that were written to before the first record are no site that Signalbox begins by itself. */
    private void nameTheFirst(ClusterRecord record) {
        if (record.primary().isEmpty()) {
            world.servers().stream()
                    .filter(server -> !server.byHand().isEmpty())
                    .findFirst()
                    .ifPresent(server -> Wishes.firstPrimary(world, server.name()));
        }
    }

    private boolean whole(long from) {
        return world.judge().lastAcknowledged() > from && wholeness.missing().isEmpty();
    }

    private void missed(long within, long from) {
        if (within == WHOLE_WITHIN) {
            String missing = wholeness.missing();
            Invariant late = writer > WRITER_WITHIN ? Invariant.NO_WRITER_AGAIN : Invariant.NOT_WHOLE_AGAIN;
            world.judge().broken(late, missing.isEmpty() ? "no write was acknowledged since " + from : missing);
        }
    }
}

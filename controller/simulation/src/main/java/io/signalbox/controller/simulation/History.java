package io.signalbox.controller.simulation;

import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.core.settings.ClusterSettings.WhenNoAckers;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** One history from one seed: a site begins, faults strike, everything is put right, the site must become whole. */
final class History {
    private static final long BEGINS = 6 * Schedule.SECOND;
    private static final long STRIKES = 12 * Schedule.SECOND;
    private static final long CLUSTERS = 600 * Schedule.MILLI;
    private static final long WHOLE_WITHIN = 200 * Schedule.SECOND;
    private static final long LOOKS = 500 * Schedule.MILLI;
    private static final int MOST_FAULTS = 7;

    private final Chance chance;
    private final World world;
    private final boolean damaged;

    /** What a seed came to. */
    record Outcome(long seed, long events, int acknowledged, List<Judge.Violation> violations) {}

    private History(long seed, Consumer<String> log, UnaryOperator<World.Setup> damage, boolean damaged) {
        this.chance = new Chance(seed);
        this.damaged = damaged;
        int servers = chance.oneIn(4) ? 2 : (int) chance.between(3, 4);
        WhenNoAckers policy = chance.oneIn(5) ? WhenNoAckers.STOP : WhenNoAckers.ALONE;
        this.world = new World(damage.apply(World.Setup.shipped(servers, policy, log)), chance);
    }

    static Outcome run(long seed, Consumer<String> log) {
        return new History(seed, log, UnaryOperator.identity(), false).run(seed);
    }

    /** With planted damage: nobody waits for the site to become whole. */
    static Outcome runDamaged(long seed, Consumer<String> log, UnaryOperator<World.Setup> damage) {
        return new History(seed, log, damage, true).run(seed);
    }

    private Outcome run(long seed) {
        world.servers().forEach(server -> server.launch(() -> {}, () -> {}));
        world.run(2 * Schedule.SECOND);
        world.start();
        world.run(BEGINS);
        strike();
        world.run(world.schedule().now() + STRIKES + chance.between(0, 4 * Schedule.SECOND));
        putRight();
        if (damaged) {
            world.run(world.schedule().now() + STRIKES);
            world.judge().lookBack();
        } else {
            awaitWhole();
        }
        return new Outcome(
                seed,
                world.schedule().happened(),
                world.judge().acknowledged(),
                world.judge().violations());
    }

    /** Faults come alone or in clusters, so that one strikes while the last is being dealt with. */
    private void strike() {
        long at = 0;
        for (long left = chance.between(1, MOST_FAULTS); left > 0; left--) {
            at = chance.oneIn(2) ? at + chance.between(0, CLUSTERS) : chance.between(0, STRIKES);
            Fault fault = Fault.draw(chance);
            world.schedule().after(at, () -> {
                world.trace("fault", fault.toString());
                fault.strike(world);
            });
        }
    }

    private void putRight() {
        world.trace("fault", "everything is put right");
        world.network().healAll();
        world.servers().forEach(SimulatedMysql::thaw);
        world.servers().forEach(server -> server.applier().slowBy(1));
        world.agents().stream().filter(agent -> !agent.up()).forEach(SimulatedAgent::start);
        world.controllers().stream()
                .filter(controller -> controller.up() && !controller.leads())
                .forEach(SimulatedController::crash);
        if (world.nobodyLeads()) {
            world.controllers().getFirst().start();
        }
    }

    private void awaitWhole() {
        long from = world.schedule().now();
        while (world.judge().violations().isEmpty() && !whole(from)) {
            if (world.schedule().now() - from > WHOLE_WITHIN) {
                world.judge().broken(Judge.Invariant.NOT_WHOLE_AGAIN, missing(from));
                return;
            }
            world.run(world.schedule().now() + LOOKS);
        }
        world.judge().lookBack();
    }

    private boolean whole(long from) {
        return missing(from).isEmpty();
    }

    /** What is still not as it should be, or nothing. */
    private String missing(long from) {
        ClusterRecord record = world.store().record();
        if (record.primary().isEmpty()) {
            return "no primary was ever recorded";
        }
        SimulatedMysql primary = world.server(record.primary());
        if (record.run().kind() != Run.Kind.NONE) {
            return "a run goes on: " + record.run();
        }
        if (!primary.awake() || primary.readOnly()) {
            return primary.name() + " is not open";
        }
        if (!world.proxy().writer().equals(primary.name())) {
            return "the proxy routes to '" + world.proxy().writer() + "'";
        }
        if (world.judge().lastAcknowledged() <= from) {
            return "no write was acknowledged";
        }
        return world.servers().stream()
                .filter(server -> server != primary && !needsReclone(server, primary))
                .map(server -> missing(server, record))
                .filter(sentence -> !sentence.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String missing(SimulatedMysql server, ClusterRecord record) {
        Dump dump = server.receiver().dump();
        if (dump == null || !dump.source().name().equals(record.primary())) {
            return server.name() + " does not follow " + record.primary();
        }
        if (!server.applier().on()) {
            return server.name() + " does not apply";
        }
        return record.ackers().contains(server.name()) && record.proven()
                ? ""
                : server.name() + " is not a proven acker";
    }

    /** It holds what the primary lacks, committed: only a copy of everything helps. */
    private static boolean needsReclone(SimulatedMysql server, SimulatedMysql primary) {
        return !primary.disk().history().contains(server.disk().received());
    }
}

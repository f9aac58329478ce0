package io.signalbox.controller.simulation;

import java.util.List;

/** Faults that only hurt together: each is aimed at the window of a rule. */
final class Plots {
    private static final int MOST_EFFECTS = 60;
    private static final long ASKED_EVERY = 3 * Schedule.SECOND;

    private Plots() {}

    static void hangUnseen(World world) {
        SimulatedMysql server = Blows.likelyPrimary(world);
        Chance chance = world.chance();
        server.hang();
        world.schedule()
                .after(
                        chance.between(300 * Schedule.MILLI, 800 * Schedule.MILLI),
                        () -> world.controllers().forEach(it -> Blows.cut(world, it.name(), server.name(), 6)));
        world.schedule().after(chance.between(300 * Schedule.MILLI, 3 * Schedule.SECOND), server::thaw);
    }

    /** Leaves a tail that nobody else holds. */
    static void cutThenKill(World world) {
        SimulatedMysql server = Blows.likelyPrimary(world);
        Blows.others(world, server).forEach(other -> Blows.cut(world, server.name(), other.name(), 2));
        world.schedule().after(world.chance().between(0, 400 * Schedule.MILLI), server::kill);
    }

    static void holdCommandsBack(World world) {
        String agent = Blows.likelyPrimary(world).name();
        world.leader().ifPresent(it -> {
            Blows.cut(world, it.name(), agent, 5);
            if (world.chance().oneIn(2)) {
                Blows.anotherLeader(world);
            }
        });
    }

    /** Another one leads while this one stands still; it goes on with what it knew. */
    static void sleepThroughDeposition(World world) {
        world.leader().ifPresent(it -> {
            it.pause(world.chance().between(500 * Schedule.MILLI, 6 * Schedule.SECOND));
            Blows.anotherLeader(world);
        });
    }

    /** The new leader is cut off from most: it knows what it read while the old one still changes it. */
    static void newLeaderCutOff(World world) {
        Blows.anotherLeader(world);
        world.leader()
                .ifPresent(it -> world.agents().stream()
                        .filter(agent -> !world.chance().oneIn(4))
                        .forEach(agent -> Blows.cut(world, it.name(), agent.name(), 4)));
    }

    /** The primary goes alone; another leads before a replica has come back, and is cut off while it does. */
    static void newLeaderWhileAlone(World world) {
        SimulatedMysql primary = Blows.likelyPrimary(world);
        Chance chance = world.chance();
        long whole = chance.between(3800 * Schedule.MILLI, 6 * Schedule.SECOND);
        Blows.others(world, primary).forEach(it -> Blows.cut(world, primary.name(), it.name(), whole));
        world.schedule().after(whole - chance.between(0, Schedule.SECOND), () -> newLeaderCutOff(world));
    }

    /** One replica has no more than it had, the other still acknowledges to a primary that nobody can kill. */
    static void askFailoverAfterCut(World world) {
        SimulatedMysql primary = Blows.likelyPrimary(world);
        SimulatedMysql behind = world.chance().of(Blows.others(world, primary));
        Blows.cutOneWay(world, primary.name(), behind.name(), 3);
        if (!world.chance().oneIn(3)) {
            world.controllers().forEach(it -> Blows.cutOneWay(world, it.name(), primary.name(), 3));
        }
        world.schedule().after(world.chance().between(0, 60 * Schedule.MILLI), () -> Wishes.failover(world));
    }

    /** One replica has no more than it had; the other, which alone still acknowledges, is taken out of service. */
    static void askMaintenanceAfterCut(World world) {
        SimulatedMysql primary = Blows.likelyPrimary(world);
        List<SimulatedMysql> replicas = Blows.others(world, primary);
        SimulatedMysql leaves = world.chance().of(replicas);
        replicas.stream()
                .filter(replica -> replica != leaves)
                .forEach(replica -> Blows.cutOneWay(world, primary.name(), replica.name(), 3));
        world.schedule()
                .after(
                        world.chance().between(0, 200 * Schedule.MILLI),
                        () -> Wishes.maintainForAWhile(world, leaves.name()));
    }

    static void interruptSwitchover(World world) {
        SimulatedMysql primary = Blows.likelyPrimary(world);
        Wishes.switchover(world, "");
        world.leader().ifPresent(it -> it.crashAfter(world.chance().between(0, MOST_EFFECTS)));
        if (!world.chance().oneIn(3)) {
            world.schedule().after(world.chance().between(0, 800 * Schedule.MILLI), primary::kill);
        }
    }

    /** It loses a tail, comes back, and is made primary again. */
    static void oldPrimaryAskedBack(World world) {
        SimulatedMysql server = Blows.likelyPrimary(world);
        Blows.others(world, server).forEach(other -> Blows.cut(world, server.name(), other.name(), 2));
        world.schedule().after(world.chance().between(100 * Schedule.MILLI, 500 * Schedule.MILLI), server::kill);
        for (long again = 1; again <= 3; again++) {
            long wait = world.chance().between(again * ASKED_EVERY, (again + 1) * ASKED_EVERY);
            world.schedule().after(wait, () -> Wishes.switchover(world, server.name()));
        }
    }

    /**
     * Long enough for it to go alone; then one of the replicas comes back as it was, and no controller sees it.
     */
    static void cutFromReplicas(World world) {
        SimulatedMysql primary = Blows.likelyPrimary(world);
        Chance chance = world.chance();
        long whole = chance.between(2500 * Schedule.MILLI, 6 * Schedule.SECOND);
        List<SimulatedMysql> replicas = Blows.others(world, primary);
        replicas.forEach(it -> Blows.cut(world, primary.name(), it.name(), whole));
        String unseen = chance.of(replicas).name();
        world.schedule()
                .after(
                        whole - chance.between(0, 2 * Schedule.SECOND),
                        () -> world.controllers().forEach(it -> Blows.cut(world, it.name(), unseen, 8)));
    }

    /** Long enough for its agent to take it out of service. */
    static void isolateForLong(World world) {
        SimulatedMysql one = Blows.likelyPrimary(world);
        long micros = world.chance().between(4 * Schedule.SECOND, 20 * Schedule.SECOND);
        Blows.others(world, one).forEach(other -> Blows.cut(world, one.name(), other.name(), micros));
        world.controllers().forEach(it -> Blows.cut(world, it.name(), one.name(), micros));
    }

    static void killEverything(World world) {
        world.servers().forEach(SimulatedMysql::kill);
        world.agents().forEach(world::crashAgent);
        world.leader().ifPresent(world::crashController);
    }
}

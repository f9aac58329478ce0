package io.signalbox.controller.simulation;

/** The faults, as a table: each strikes a world once, and ends by itself or when everything is put right. */
@SuppressWarnings("ImmutableEnumChecker") // static methods only
enum Fault {
    MYSQLD_KILLED(8, world -> Blows.likelyPrimary(world).kill()),
    MYSQLD_HANGS(6, Blows::hang),
    MYSQLD_ENDED_BY_HAND(4, Blows::endByHand),
    MYSQLD_OFFLINE(2, world -> Blows.likelyPrimary(world).goOffline()),
    HANGS_WHILE_ITS_AGENT_IS_LOST(7, Plots::hangUnseen),
    LINKS_CUT_THEN_KILLED(5, Plots::cutThenKill),
    ONE_WAY_BETWEEN_SERVERS_CUT(4, Blows::cutOneWayBetweenServers),
    SERVERS_CUT_FROM_EACH_OTHER(4, Blows::cutBetweenServers),
    CONTROLLER_CUT_FROM_AGENT(5, Blows::cutControllerFromAgent),
    COMMANDS_HELD_BACK(6, Plots::holdCommandsBack),
    HOST_ISOLATED(3, world -> Blows.isolate(world, Blows.likelyPrimary(world), 8)),
    HOST_ISOLATED_FOR_LONG(1, Plots::isolateForLong),
    REPLICA_AWAY(6, Blows::loseReplica),
    COMMITTED_BY_HAND(2, Blows::commitByHand),
    POWER_LOST(3, Blows::powerLoss),
    HOST_LOST(5, Blows::loseHost),
    DISK_FULL(2, world -> Blows.spoilDisk(world, DiskTrouble.FULL)),
    FILE_SYSTEM_READ_ONLY(2, world -> Blows.spoilDisk(world, DiskTrouble.READ_ONLY)),
    DISK_STALLED(2, world -> Blows.spoilDisk(world, DiskTrouble.STALLED)),
    SERVER_STARVED(2, Blows::starve),
    AGENT_KILLED(6, world -> world.crashAgent(world.chance().of(world.agents()))),
    AGENT_STANDS_STILL(3, Blows::pauseAgent),
    CONTROLLER_KILLED(5, world -> world.leader().ifPresent(world::crashController)),
    CONTROLLER_KILLED_BETWEEN_EFFECTS(8, Blows::crashBetweenEffects),
    CONTROLLER_STANDS_STILL(4, Blows::pauseLeader),
    WALL_CLOCK_JUMPS(1, Blows::jumpClocks),
    ANOTHER_LEADER(6, Blows::anotherLeader),
    SLEEPER_WAKES_DEPOSED(4, Plots::sleepThroughDeposition),
    NEW_LEADER_HEARS_NOTHING(3, Plots::newLeaderCutOff),
    NEW_LEADER_WHILE_ALONE(2, Plots::newLeaderWhileAlone),
    STORE_FAILS(2, world -> world.leader().ifPresent(SimulatedController::failStore)),
    APPLIER_SLOW(4, Blows::slowApplier),
    PROXY_CRASHED(2, Blows::crashProxy),
    PROXY_RELOADED(2, Blows::reloadProxy),
    SERVER_TAKEN_OUT_OF_PROXY(2, Blows::takeOutOfProxy),
    WEB_SERVER_DRAINED(1, Wishes::drainAndReady),
    SWITCHOVER_ASKED(6, world -> Wishes.switchover(world, "")),
    SWITCHOVER_INTERRUPTED(4, Plots::interruptSwitchover),
    FAILOVER_ASKED(4, Wishes::failover),
    FAILOVER_ASKED_AFTER_A_CUT(2, Plots::askFailoverAfterCut),
    PAUSED_AND_RESUMED(2, Wishes::pauseAndResume),
    MAINTENANCE_ASKED(4, Wishes::maintenance),
    MAINTENANCE_ASKED_AFTER_A_CUT(2, Plots::askMaintenanceAfterCut),
    SHUT_DOWN_AND_STARTED_AGAIN(1, Wishes::endDayAndBeginIt),
    OLD_PRIMARY_ASKED_BACK(4, Plots::oldPrimaryAskedBack),
    PRIMARY_CUT_FROM_ALL_REPLICAS(3, Plots::cutFromReplicas),
    EVERYTHING_KILLED(1, Plots::killEverything);

    private final int weight;
    private final Strike strike;

    /** What it does to a world. */
    private interface Strike {
        void on(World world);
    }

    Fault(int weight, Strike strike) {
        this.weight = weight;
        this.strike = strike;
    }

    /** How often, beside the others. */
    int weight() {
        return weight;
    }

    void strike(World world) {
        strike.on(world);
    }
}

package io.signalbox.controller.simulation;

import java.time.Duration;
import java.util.List;

/** Single faults: one thing breaks, for a while. */
final class Blows {
    private static final int MOST_EFFECTS = 60;
    private static final int CUT_SECONDS = 6;
    private static final long DISK_LAST = 300 * Schedule.MILLI;
    private static final Duration MOST_JUMP = Duration.ofHours(2);

    private Blows() {}

    // ---- whom

    static SimulatedMysql any(World world) {
        return world.chance().of(world.servers());
    }

    static SimulatedMysql likelyPrimary(World world) {
        String primary = world.store().record().primary();
        return primary.isEmpty() || world.chance().oneIn(world.weather().aim()) ? any(world) : world.server(primary);
    }

    static List<SimulatedMysql> others(World world, SimulatedMysql one) {
        return world.servers().stream().filter(server -> server != one).toList();
    }

    // ---- what

    static void cut(World world, String one, String other, int mostSeconds) {
        cutOneWay(world, one, other, mostSeconds);
        cutOneWay(world, other, one, mostSeconds);
    }

    static void cutOneWay(World world, String from, String to, int mostSeconds) {
        cutOneWay(world, from, to, world.chance().between(100 * Schedule.MILLI, mostSeconds * Schedule.SECOND));
    }

    static void cut(World world, String one, String other, long micros) {
        cutOneWay(world, one, other, micros);
        cutOneWay(world, other, one, micros);
    }

    private static void cutOneWay(World world, String from, String to, long micros) {
        world.network().cut(from, to);
        world.schedule().after(micros, () -> world.network().heal(from, to));
    }

    static void cutOneWayBetweenServers(World world) {
        SimulatedMysql one = any(world);
        cutOneWay(world, one.name(), world.chance().of(others(world, one)).name(), CUT_SECONDS);
    }

    static void cutBetweenServers(World world) {
        SimulatedMysql one = any(world);
        cut(world, one.name(), world.chance().of(others(world, one)).name(), CUT_SECONDS);
    }

    static void cutControllerFromAgent(World world) {
        String agent = world.chance().of(world.agents()).name();
        String controller = world.chance().of(world.controllers()).name();
        if (world.chance().oneIn(2)) {
            cut(world, controller, agent, CUT_SECONDS);
        } else if (world.chance().oneIn(2)) {
            cutOneWay(world, controller, agent, CUT_SECONDS);
        } else {
            cutOneWay(world, agent, controller, CUT_SECONDS);
        }
    }

    static void isolate(World world, SimulatedMysql one, int mostSeconds) {
        others(world, one).forEach(other -> cut(world, one.name(), other.name(), mostSeconds));
        world.controllers().forEach(controller -> cut(world, controller.name(), one.name(), mostSeconds));
        cut(world, world.proxy().name(), one.name(), mostSeconds);
    }

    static void isolate(World world, SimulatedMysql one, long micros) {
        others(world, one).forEach(other -> cut(world, one.name(), other.name(), micros));
        world.controllers().forEach(controller -> cut(world, controller.name(), one.name(), micros));
        cut(world, world.proxy().name(), one.name(), micros);
    }

    static void hang(World world) {
        SimulatedMysql server = likelyPrimary(world);
        server.hang();
        world.schedule().after(world.chance().between(50 * Schedule.MILLI, 6 * Schedule.SECOND), server::thaw);
    }

    /** An operator's {@code systemctl stop}, half the time while nobody can acknowledge. */
    static void endByHand(World world) {
        SimulatedMysql server = likelyPrimary(world);
        SimulatedAgent agent = world.agent(server.name());
        if (agent.attends()) {
            if (world.chance().oneIn(2)) {
                others(world, server).forEach(other -> cut(world, server.name(), other.name(), CUT_SECONDS));
            }
            long watch = agent.watch();
            long wait = world.chance().between(0, Schedule.SECOND);
            world.schedule().after(wait, () -> server.end().byHand(() -> agent.watch() == watch));
        }
    }

    /** All of a host ends at once, half the time while its disk syncs nothing, and nobody reaches it while it boots. */
    static void powerLoss(World world) {
        SimulatedMysql server = likelyPrimary(world);
        if (world.chance().oneIn(2)) {
            losePower(world, server);
        } else {
            server.writes().syncNoMore();
            world.schedule().after(world.chance().between(0, DISK_LAST), () -> losePower(world, server));
        }
    }

    private static void losePower(World world, SimulatedMysql server) {
        world.trace(server.name(), "power is lost");
        server.losePower();
        world.crashAgent(world.agent(server.name()));
        isolate(world, server, 3);
    }

    /** The whole host: nobody is told anything, and it is back only after a while. */
    static void loseHost(World world) {
        SimulatedMysql server = likelyPrimary(world);
        SimulatedAgent agent = world.agent(server.name());
        long time = world.chance().between(Schedule.SECOND, 15 * Schedule.SECOND);
        world.trace(server.name(), "the host is lost");
        isolate(world, server, time);
        server.losePower();
        agent.crash();
        world.schedule().after(time, () -> {
            if (!agent.up()) {
                agent.start();
            }
        });
    }

    static void spoilDisk(World world, DiskTrouble trouble) {
        SimulatedMysql server = likelyPrimary(world);
        server.writes().disk(trouble);
        world.schedule()
                .after(
                        world.chance().between(300 * Schedule.MILLI, 10 * Schedule.SECOND),
                        () -> server.writes().disk(DiskTrouble.NONE));
    }

    /** It waits for a processor: slow, not hung. */
    static void starve(World world) {
        SimulatedMysql server = likelyPrimary(world);
        server.starve();
        world.schedule().after(world.chance().between(100 * Schedule.MILLI, 6 * Schedule.SECOND), server::thaw);
    }

    /** Nobody, or only the controllers, can reach a replica for longer than an acker is waited for. */
    static void loseReplica(World world) {
        SimulatedMysql one = any(world);
        if (one.name().equals(world.store().record().primary())) {
            return;
        }
        long time = world.chance().between(3 * Schedule.SECOND, 12 * Schedule.SECOND);
        others(world, one).forEach(other -> cut(world, one.name(), other.name(), time));
        if (world.chance().oneIn(2)) {
            world.controllers().forEach(controller -> cut(world, controller.name(), one.name(), time));
        }
        if (world.chance().oneIn(2)) {
            one.kill();
        }
    }

    /** Somebody writes to a replica. */
    static void commitByHand(World world) {
        SimulatedMysql one = any(world);
        if (!one.name().equals(world.store().record().primary())) {
            one.commitByHand();
        }
    }

    static void pauseAgent(World world) {
        world.chance().of(world.agents()).pause(world.chance().between(200 * Schedule.MILLI, 5 * Schedule.SECOND));
    }

    static void pauseLeader(World world) {
        world.leader().ifPresent(it -> it.pause(world.chance().between(200 * Schedule.MILLI, 5 * Schedule.SECOND)));
    }

    static void jumpClocks(World world) {
        long most = MOST_JUMP.toSeconds();
        world.controllers()
                .forEach(it -> it.clock().jump(Duration.ofSeconds(world.chance().between(-most, most))));
    }

    static void crashBetweenEffects(World world) {
        world.leader().ifPresent(it -> it.crashAfter(world.chance().between(0, MOST_EFFECTS)));
    }

    static void slowApplier(World world) {
        Applier applier = any(world).applier();
        applier.slowBy(world.chance().between(20, 300));
        world.schedule().after(world.chance().between(Schedule.SECOND, 8 * Schedule.SECOND), applier::asUsual);
    }

    /** Its old worker keeps what it has. */
    static void reloadProxy(World world) {
        world.proxy().reload();
        world.agent(world.proxy().name()).proxyCameUp();
    }

    static void takeOutOfProxy(World world) {
        String server = any(world).name();
        world.proxy().takeOut(server);
        world.agent(world.proxy().name()).proxyCameUp();
        world.schedule().after(world.chance().between(300 * Schedule.MILLI, 15 * Schedule.SECOND), () -> {
            world.proxy().putBack(server);
            world.agent(world.proxy().name()).proxyCameUp();
        });
    }

    static void crashProxy(World world) {
        world.proxy().crash();
        world.schedule().after(world.chance().between(50 * Schedule.MILLI, 3 * Schedule.SECOND), () -> {
            world.proxy().comeUp();
            world.agent(world.proxy().name()).proxyCameUp();
        });
    }

    /** The old one goes on for a while as if nothing had happened, then learns of it or ends. */
    static void anotherLeader(World world) {
        world.controllers().stream()
                .filter(controller -> !controller.up())
                .findFirst()
                .ifPresent(next -> {
                    world.leader().ifPresent(old -> depose(world, old));
                    next.start();
                });
    }

    private static void depose(World world, SimulatedController old) {
        old.depose(world.chance().between(0, 4 * Schedule.SECOND));
        world.schedule().after(world.chance().between(Schedule.SECOND, 6 * Schedule.SECOND), () -> {
            if (!old.leads()) {
                old.crash();
            }
        });
    }
}

package io.signalbox.controller.simulation;

import io.signalbox.agents.protocol.Order.ServerMode;
import io.signalbox.controller.core.event.Intent;
import java.time.Duration;
import java.util.function.Function;

/** What operators ask for at bad moments. */
final class Wishes {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private Wishes() {}

    private static void ask(World world, Function<String, Intent> intent) {
        String operation = "op-" + world.schedule().now();
        world.leader().ifPresent(it -> it.ask(intent.apply(operation)));
    }

    static void switchover(World world, String to) {
        ask(world, operation -> new Intent.Switchover(operation, to, DEADLINE, false));
    }

    /** Without leave to lose anything; the primary may well be alive. */
    static void failover(World world) {
        String to = world.chance().oneIn(2) ? "" : Blows.any(world).name();
        ask(world, operation -> new Intent.Failover(operation, to, "asked for", false, false));
    }

    /** Nobody ever wrote but by hand: whoever is named loses nothing that was acknowledged. */
    static void firstPrimary(World world, String first) {
        ask(world, operation -> new Intent.Failover(operation, first, "the first", true, false));
    }

    /** @param primary or empty: who the agents say */
    static void adopt(World world, String primary) {
        ask(world, operation -> new Intent.Adopt(operation, primary, false, false));
    }

    static void pauseAndResume(World world) {
        ask(world, Intent.Pause::new);
        world.schedule()
                .after(
                        world.chance().between(300 * Schedule.MILLI, 5 * Schedule.SECOND),
                        () -> ask(world, Intent.Resume::new));
    }

    static void resume(World world) {
        ask(world, Intent.Resume::new);
    }

    /** One server is taken out of service for a while; the primary is refused. */
    static void maintenance(World world) {
        maintainForAWhile(world, Blows.any(world).name());
    }

    static void maintainForAWhile(World world, String server) {
        maintain(world, server, true);
        world.schedule()
                .after(
                        world.chance().between(300 * Schedule.MILLI, 8 * Schedule.SECOND),
                        () -> maintain(world, server, false));
    }

    static void maintain(World world, String server, boolean on) {
        ask(world, operation -> new Intent.Maintain(operation, server, on, false));
    }

    static void drainAndReady(World world) {
        String web = world.chance().of(World.WEB_SERVERS);
        setWeb(world, web, ServerMode.DRAIN);
        world.schedule()
                .after(
                        world.chance().between(300 * Schedule.MILLI, 5 * Schedule.SECOND),
                        () -> setWeb(world, web, ServerMode.READY));
    }

    private static void setWeb(World world, String web, ServerMode mode) {
        ask(world, operation -> new Intent.SetWeb(operation, World.WEB, web, mode, -1, false, false));
    }

    static void endDayAndBeginIt(World world) {
        ask(world, Intent.Shutdown::new);
        world.schedule().after(world.chance().between(Schedule.SECOND, 8 * Schedule.SECOND), world::beginDay);
    }
}

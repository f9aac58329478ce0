package io.signalbox.controller.simulation;

import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.Run;

/**
 * Whether a site is as it should be when nothing is wrong: a writer, all servers following, as many acknowledgements as
 * are wanted, HAProxy as recorded.
 */
final class Wholeness {
    private final World world;

    Wholeness(World world) {
        this.world = world;
    }

    /** What is not as it should be, or nothing. */
    String missing() {
        ClusterRecord record = world.store().record();
        if (record.primary().isEmpty()) {
            return "no primary was ever recorded";
        }
        if (record.run().kind() != Run.Kind.NONE) {
            return "a run goes on: " + record.run();
        }
        if (record.mode() != ClusterRecord.Mode.AUTOMATIC) {
            return "automatic acts are paused";
        }
        SimulatedMysql primary = world.server(record.primary());
        if (!primary.awake() || primary.readOnly() || primary.offline()) {
            return primary.name() + " is not open";
        }
        if (!world.proxy().writer().equals(primary.name()) || world.proxy().leadsAstray()) {
            return "the proxy routes to '" + world.proxy().writer() + "', or elsewhere";
        }
        if (record.k() < Math.min(world.weather().k(), record.ackers().size())) {
            return "the primary counts to " + record.k() + ", not to the "
                    + world.weather().k() + " that are wanted";
        }
        return world.servers().stream()
                .filter(server -> server != primary && !standsIn(server, primary, record))
                .map(server -> missing(server, primary, record))
                .filter(sentence -> !sentence.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String missing(SimulatedMysql server, SimulatedMysql primary, ClusterRecord record) {
        Dump dump = server.receiver().dump();
        if (dump == null || !dump.source().name().equals(record.primary())) {
            return server.name() + " does not follow " + record.primary();
        }
        if (!server.applier().on()) {
            return server.name() + " does not apply";
        }
        if (!primary.disk().history().contains(server.disk().received())) {
            return server.name() + " has what " + primary.name() + " lacks";
        }
        return record.ackers().contains(server.name()) && record.proven()
                ? ""
                : server.name() + " is not a proven acker";
    }

    /** It has what the primary lacks, but is the only one left that counts: it cannot leave, and so is not recloned. */
    private static boolean standsIn(SimulatedMysql server, SimulatedMysql primary, ClusterRecord record) {
        return record.ackers().equals(java.util.Set.of(server.name()))
                && !primary.disk().history().contains(server.disk().received());
    }
}

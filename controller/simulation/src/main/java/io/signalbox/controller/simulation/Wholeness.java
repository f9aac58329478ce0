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
        if (!primary.awake() || primary.readOnly()) {
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

package io.signalbox.controller.simulation;

import io.signalbox.agents.protocol.Report.ReceiverState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Replicas that could have told the leader that the primary lives: they receive from it, it works, and their agents reach
 * the leader. While there was one for long enough, taking the primary for lost is a mistake.
 */
final class Bystanders {
    private static final long LOOKS = 40 * Schedule.MILLI;
    private static final long RECEIVES = 250 * Schedule.MILLI;
    /** Longer than every bound by which a loss is judged, so that whoever judges by older words is seen. */
    private static final long LONG_ENOUGH = 1500 * Schedule.MILLI;

    private final World world;
    private final Map<String, Long> since = new HashMap<>();
    private long looked;
    private String primary = "";

    Bystanders(World world) {
        this.world = world;
    }

    void look() {
        long now = world.schedule().now();
        if (now < looked + LOOKS) {
            return;
        }
        looked = now;
        String recorded = world.store().record().primary();
        if (!recorded.equals(primary)) {
            primary = recorded;
            since.clear();
        }
        if (!primary.isEmpty()) {
            world.servers().forEach(server -> note(server, now));
        }
    }

    private void note(SimulatedMysql replica, long now) {
        if (sees(replica, world.server(primary))) {
            since.putIfAbsent(replica.name(), now);
        } else {
            since.remove(replica.name());
        }
    }

    private boolean sees(SimulatedMysql replica, SimulatedMysql source) {
        return replica != source
                && replica.awake()
                && source.awake()
                && !source.readOnly()
                && source.writes().diskTakesWrites()
                && replica.receiver().state() == ReceiverState.ON
                && replica.disk().source().equals(source.name())
                && replica.receiver().silent() < RECEIVES
                && isHeard(world.agent(replica.name()));
    }

    private boolean isHeard(SimulatedAgent agent) {
        Optional<SimulatedController> leader = world.leader().filter(SimulatedController::attends);
        return leader.isPresent()
                && agent.attends()
                && world.network().openBothWays(agent.name(), leader.get().name());
    }

    /** Somebody who saw the recorded primary at work all the time until now. */
    Optional<String> who(String recorded) {
        long before = world.schedule().now() - LONG_ENOUGH;
        return recorded.equals(primary)
                ? since.entrySet().stream()
                        .filter(each -> each.getValue() <= before)
                        .map(Map.Entry::getKey)
                        .filter(name -> sees(world.server(name), world.server(primary)))
                        .sorted()
                        .findFirst()
                : Optional.empty();
    }
}

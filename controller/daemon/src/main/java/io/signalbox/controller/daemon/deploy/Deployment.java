package io.signalbox.controller.daemon.deploy;

import io.signalbox.agents.protocol.Application.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One deployment, as it is journaled and shown.
 *
 * @param id also that of its operation
 * @param sentence why it goes back, or what became of it
 */
public record Deployment(
        String id,
        Order order,
        String requestedBy,
        Phase phase,
        String sentence,
        Instant startedAt,
        Instant updatedAt,
        List<Target> targets) {

    public Deployment {
        targets = List.copyOf(targets);
    }

    /**
     * What was asked for.
     *
     * @param percent of the servers at a time; one at least, and never all
     * @param drain the deadline of each drain
     * @param healthy how long a server may take until it answers well, as the new version
     */
    public record Order(String backend, String version, int percent, Duration drain, Duration healthy) {
        public static final int ONE_AT_A_TIME = 1;
        public static final Duration DRAIN = Duration.ofSeconds(30);
        public static final Duration HEALTHY = Duration.ofSeconds(30);

        /** How many of so many servers are out of service at a time. */
        int together(int servers) {
            return Math.clamp((long) servers * percent / 100, 1, Math.max(1, servers - 1));
        }
    }

    /** Where it is as a whole. */
    public enum Phase {
        RUNNING,
        ROLLING_BACK,
        DONE,
        ROLLED_BACK,
        /** Ended, and not every server is as it was before, or as was asked for. */
        FAILED;

        public boolean ended() {
            return this == DONE || this == ROLLED_BACK || this == FAILED;
        }
    }

    /**
     * One web server of it.
     *
     * @param before the version to go back to
     * @param run of the hook; of the one that goes back, where that was run
     */
    public record Target(String server, Step step, String before, String sentence, Optional<Run> run) {
        Target at(Step next) {
            return new Target(server, next, before, "", run);
        }

        Target saying(Step next, String word) {
            return new Target(server, next, before, word, run);
        }

        Target with(Run newer) {
            return new Target(server, step, before, sentence, Optional.of(newer));
        }

        /** Its hook may have done something. */
        boolean changed() {
            return step.compareTo(Step.DEPLOYING) >= 0 && step != Step.BACK;
        }
    }

    /** How far a server is; in the order in which it happens. */
    public enum Step {
        WAITING,
        /** No new clients; then maintenance. Nothing was changed on it. */
        DRAINING,
        DEPLOYING,
        CHECKING,
        READYING,
        DONE,
        GOING_BACK,
        BACK,
        /** It could not be put back, and is out of service. */
        LEFT_OUT
    }

    Deployment at(Phase next, String word, Instant now) {
        return new Deployment(id, order, requestedBy, next, word, startedAt, now, targets);
    }

    Deployment with(String server, UnaryOperator<Target> change, Instant now) {
        List<Target> changed = targets.stream()
                .map(target -> target.server().equals(server) ? change.apply(target) : target)
                .toList();
        return new Deployment(id, order, requestedBy, phase, sentence, startedAt, now, changed);
    }

    Target target(String server) {
        return targets.stream()
                .filter(target -> target.server().equals(server))
                .findFirst()
                .orElseThrow();
    }

    /** Servers that it left out of service. */
    public List<String> leftOut() {
        return targets.stream()
                .filter(target -> target.step() == Step.LEFT_OUT)
                .map(Target::server)
                .toList();
    }
}

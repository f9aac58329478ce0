package io.signalbox.lab.report;

import java.util.Optional;

/**
 * What became of the controller in one round.
 *
 * @param plan that was under way, such as {@code failover}; {@code idle} if none was
 * @param step at whose begin the controller was to die; empty where it was left alone, so that others can be compared
 * @param hit it died just there
 * @param controllerBackMillis from its death until a controller answered again
 */
public record CrashReport(String plan, String step, boolean hit, Optional<Double> controllerBackMillis) {
    /** No controller was to die in this round. */
    boolean reference() {
        return step.isEmpty();
    }
}

package io.signalbox.controller.core.record;

/**
 * Written before the act that it covers.
 *
 * @param step name of the plan's step, as in its table
 * @param at milliseconds since 1970, for people
 */
public record JournalEntry(String run, String plan, String step, Phase phase, String sentence, long at) {
    /** Where in its step the run is. */
    public enum Phase {
        BEGUN,
        DONE,
        FAILED,
        COMPENSATED
    }
}

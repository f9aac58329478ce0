package io.signalbox.controller.core.plan;

/**
 * One row of a plan's table.
 *
 * @param name as in the journal; lower case with hyphens
 * @param act what is done, and the condition under which it is already done
 * @param undo what a leader does when the plan ends here, or dies here
 */
public record Step(String name, String act, String undo) {}

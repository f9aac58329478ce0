package io.signalbox.controller.core.analysis;

/** A row of the table that matched. {@code server} is empty when the whole cluster is meant. */
public record Problem(ProblemKind kind, String server, String sentence) {}

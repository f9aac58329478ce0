package io.signalbox.controller.core.analysis;

import java.util.List;

/** A row of the table that matched. {@code server} is empty when the whole cluster is meant. */
public record Problem(ProblemKind kind, String server, String sentence, List<Evidence> evidence) {}

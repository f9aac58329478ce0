package io.signalbox.controller.core.observation;

import io.signalbox.agents.protocol.Report;
import io.signalbox.controller.core.event.Time;
import java.util.Optional;

/**
 * What is known of one agent.
 *
 * @param linked the link is up and authenticated
 * @param since when {@code linked} became what it is
 * @param report the last one that counts; none that came over an earlier link does
 * @param seen when {@code report} came, had it been as quick as others; what was under way for longer is so much older
 * @param heard when a report came last, reckoned likewise, over whatever link; empty if none did since this controller began to watch
 */
public record Observation(
        String server, boolean linked, Time since, Optional<Report> report, Time seen, Optional<Time> heard) {}

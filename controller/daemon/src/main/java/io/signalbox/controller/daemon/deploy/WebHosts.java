package io.signalbox.controller.daemon.deploy;

import io.signalbox.agents.protocol.Application;
import io.signalbox.agents.protocol.Application.Outcome;
import io.signalbox.agents.protocol.Application.Start;
import io.signalbox.agents.protocol.Application.Stop;
import java.io.IOException;

/** The agents beside web servers, by {@code backend/server}. Each call blocks, and ends within seconds. */
public interface WebHosts {
    /** @throws IOException with a sentence if the agent does not answer, or looks after no such web server */
    Application look(String server) throws IOException, InterruptedException;

    /** @throws IOException if it is not known whether it was started: the same start may be sent again */
    Outcome start(String server, Start order) throws IOException, InterruptedException;

    /** @throws IOException as {@link #start} */
    Outcome stop(String server, Stop order) throws IOException, InterruptedException;
}

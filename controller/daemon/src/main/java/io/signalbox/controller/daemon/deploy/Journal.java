package io.signalbox.controller.daemon.deploy;

import java.io.IOException;
import java.util.Optional;

/** Holds the last deployment, durably, for whoever leads next. */
public interface Journal {
    Optional<String> read() throws IOException;

    /** Durable when it returns; refused to a controller that leads no more. */
    void write(String text) throws IOException;
}

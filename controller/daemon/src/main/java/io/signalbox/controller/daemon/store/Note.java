package io.signalbox.controller.daemon.store;

import java.io.IOException;
import java.util.Optional;

/** One text, kept durably for whoever leads next: a deployment, the last receipts. */
public interface Note {
    Optional<String> read() throws IOException;

    /** Durable when it returns; refused to a controller that leads no more. */
    void write(String text) throws IOException;
}

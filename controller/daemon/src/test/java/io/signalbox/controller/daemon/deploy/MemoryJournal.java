package io.signalbox.controller.daemon.deploy;

import io.signalbox.agents.protocol.Wire;
import io.signalbox.controller.daemon.store.Note;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps every entry. */
final class MemoryJournal implements Note {
    final List<String> written = new CopyOnWriteArrayList<>();
    volatile boolean away;

    @Override
    public Optional<String> read() {
        return written.isEmpty() ? Optional.empty() : Optional.of(written.getLast());
    }

    @Override
    public void write(String text) throws IOException {
        if (away) {
            throw new IOException("the disk is full");
        }
        written.add(text);
    }

    Deployment last() {
        return Wire.read(written.getLast(), Deployment.class);
    }
}

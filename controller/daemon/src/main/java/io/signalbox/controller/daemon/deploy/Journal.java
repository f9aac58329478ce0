package io.signalbox.controller.daemon.deploy;

import io.signalbox.agents.protocol.MalformedMessage;
import io.signalbox.agents.protocol.Wire;
import io.signalbox.controller.daemon.store.Note;
import java.io.IOException;
import java.util.Optional;

/** What is under way, kept for whoever leads next. */
public record Journal(Note note) {

    /** As it was written last; empty where nothing ever was. */
    public <T> Optional<T> last(Class<T> type) throws IOException, MalformedMessage {
        Optional<String> text = note.read();
        return text.isPresent() ? Optional.of(Wire.read(text.get(), type)) : Optional.empty();
    }

    /** Durable when it returns; refused to a controller that leads no more. */
    public void write(Object state) throws IOException {
        note.write(Wire.write(state));
    }
}

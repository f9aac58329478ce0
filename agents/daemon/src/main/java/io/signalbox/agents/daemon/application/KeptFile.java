package io.signalbox.agents.daemon.application;

import io.signalbox.agents.daemon.frontage.PrivateFile;
import io.signalbox.agents.protocol.MalformedMessage;
import io.signalbox.agents.protocol.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** {@code application.json} in the agent's state. */
record KeptFile(Path file) {

    /** A file that is damaged is as none: nothing of data hangs on it. */
    Kept read() throws IOException {
        try {
            return Wire.read(Files.readString(file), Kept.class);
        } catch (NoSuchFileException | MalformedMessage e) {
            return Kept.NOTHING;
        }
    }

    void write(Kept kept) throws IOException {
        PrivateFile.replace(file, Wire.write(kept));
    }
}

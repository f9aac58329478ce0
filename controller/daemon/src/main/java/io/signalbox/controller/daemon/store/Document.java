package io.signalbox.controller.daemon.store;

import io.signalbox.agents.protocol.MalformedMessage;
import io.signalbox.agents.protocol.Wire;
import io.signalbox.controller.core.record.ClusterRecord;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * All that is kept of a cluster as one JSON text.
 *
 * @param version of the form; missing in the first
 * @param writer names the one write that made it: nobody writes the same text a second time
 * @param lines the fewest that say it, as they stand in a history file
 */
record Document(Optional<Integer> version, String writer, List<Line> lines) {
    private static final int VERSION = 1;

    static String write(String writer, Memory memory) {
        return Wire.write(new Document(Optional.of(VERSION), writer, memory.lines()));
    }

    /** The record in it. */
    static ClusterRecord record(String cluster, Optional<String> text) throws IOException {
        return memory(cluster, text).record();
    }

    static Memory memory(String cluster, Optional<String> text) throws IOException {
        Memory memory = new Memory(cluster);
        if (text.isPresent()) {
            parse(cluster, text.get()).lines().forEach(memory::add);
        }
        return memory;
    }

    private static Document parse(String cluster, String text) throws IOException {
        try {
            Document document = Wire.read(text, Document.class);
            int version = document.version().orElse(VERSION);
            if (version > VERSION) {
                throw new IOException("what the store holds of " + cluster + " has form " + version
                        + ", of a newer controller; this one reads " + VERSION + ": update it before it leads");
            }
            return document;
        } catch (MalformedMessage e) {
            throw new IOException("what the store holds of " + cluster + " is no document of this version", e);
        }
    }
}

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
 * @param writer names the one write that made it: nobody writes the same text a second time
 * @param lines the fewest that say it, as they stand in a history file
 */
record Document(String writer, List<Line> lines) {

    static String write(String writer, Memory memory) {
        return Wire.write(new Document(writer, memory.lines()));
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
            return Wire.read(text, Document.class);
        } catch (MalformedMessage e) {
            throw new IOException("what the store holds of " + cluster + " is no document of this version", e);
        }
    }
}

package io.signalbox.lab.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the controller says a failover or switchover did.
 *
 * @param cause what was wrong, in words
 * @param phases milliseconds by phase
 * @param leftovers file of the saved tail by server
 */
public record Receipt(
        String id,
        String kind,
        String result,
        String from,
        String to,
        long epoch,
        String cause,
        Instant startedAt,
        SortedMap<String, Double> phases,
        SortedMap<String, String> leftovers) {

    static Receipt of(JsonNode json) {
        SortedMap<String, Double> phases = new TreeMap<>();
        json.path("phases").forEachEntry((phase, millis) -> phases.put(phase, millis.asDouble()));
        SortedMap<String, String> leftovers = new TreeMap<>();
        json.path("leftovers").forEachEntry((server, file) -> leftovers.put(server, file.asText()));
        return new Receipt(
                json.path("id").asText(),
                json.path("kind").asText(),
                json.path("result").asText(),
                json.path("from").asText(),
                json.path("to").asText(),
                json.path("epoch").asLong(),
                json.path("cause").asText(),
                Instant.parse(json.path("startedAt").asText()),
                phases,
                leftovers);
    }

    public boolean done() {
        return result.equals("done");
    }
}

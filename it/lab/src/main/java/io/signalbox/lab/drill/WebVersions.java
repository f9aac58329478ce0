package io.signalbox.lab.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalbox.controller.cli.api.Failed;
import io.signalbox.lab.cluster.Cluster;
import io.signalbox.lab.cluster.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Which version every web server of a site says that it is, and whether it is wanted to serve. */
record WebVersions(Cluster cluster) {
    static final String BACKEND = "web";
    static final List<String> GOOD = List.of("v2", "v3");
    /** Starts, and answers that it is not well. */
    static final String BROKEN = "bad";

    static final Duration HEALTHY = Duration.ofSeconds(15);

    /** Adds a reason unless all of them are soon. */
    void require(String version, List<String> reasons) {
        boolean everywhere = Wait.until(HEALTHY, () -> all().stream().allMatch((version + " ready")::equals));
        if (!everywhere) {
            reasons.add("not every web server is " + version + " and ready: " + all());
        }
    }

    /** One that is good, and not there yet. */
    String another() {
        List<String> now = all();
        return GOOD.stream()
                .filter(good -> !now.contains(good + " ready"))
                .findFirst()
                .orElse(GOOD.getFirst());
    }

    /** The one that all have, when it could be told. */
    String common() {
        List<String> versions = all().stream()
                .map(word -> word.substring(0, word.indexOf(' ')))
                .distinct()
                .toList();
        if (versions.size() != 1) {
            throw new DrillFailure("the web servers are not alike before anything was done: " + all());
        }
        return versions.getFirst();
    }

    private List<String> all() {
        List<String> found = new ArrayList<>();
        try {
            for (JsonNode server : cluster.backend(BACKEND).path("servers")) {
                found.add(server.path("version").asText() + " "
                        + server.path("wanted").asText());
            }
        } catch (Failed e) {
            found.add("unknown: " + e.sentence());
        }
        return found;
    }
}

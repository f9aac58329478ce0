package io.signalbox.controller.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalbox.controller.cli.api.Api;
import io.signalbox.controller.cli.api.Failed;
import java.util.List;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Option;

/** Which cluster: the named one, or the only one there is. */
final class ClusterChoice {
    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            defaultValue = "",
            description = "The cluster; may be left out when there is only one.")
    String name = "";

    String chosen(Api api) throws Failed {
        if (!name.isEmpty()) {
            return name;
        }
        List<String> names = names(api.get(Api.path("clusters")).json());
        if (names.size() == 1) {
            return names.getFirst();
        }
        throw new Failed(
                names.isEmpty()
                        ? "The controller knows no cluster."
                        : "There are several clusters; name one with --cluster: " + String.join(", ", names));
    }

    private static List<String> names(JsonNode body) {
        return StreamSupport.stream(body.path("items").spliterator(), false)
                .map(cluster -> cluster.path("name").asText())
                .toList();
    }
}

package io.signalbox.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.controller.daemon.api.Contract;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The controller refuses a drill that it does not know, so its API must know all that there are. */
class DrillNamesTest {
    @Test
    void theApiNamesExactlyTheDrillsThatThereAre() throws IOException {
        assertThat(documented())
                .containsExactlyElementsOf(Drills.ALL.stream().map(Drill::name).toList());
    }

    private static List<String> documented() throws IOException {
        try (InputStream in = Contract.class.getResourceAsStream("/io/signalbox/controller/daemon/openapi.yaml")) {
            Object node = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            for (String key : List.of(
                    "paths",
                    "/api/v1/drills",
                    "post",
                    "requestBody",
                    "content",
                    "application/json",
                    "schema",
                    "properties",
                    "drill",
                    "enum")) {
                node = ((Map<?, ?>) node).get(key);
            }
            List<String> names = new ArrayList<>();
            ((List<?>) node).forEach(name -> names.add(String.valueOf(name)));
            return names;
        }
    }
}

package io.signalbox.site.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.signalbox.haproxy.adoption.ForeignNames;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code proxy} in the file of the agent beside a HAProxy that has a file of its own. */
record AgentSection(Adopted adopted, Path runtimeSocket) {
    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build());

    String render() {
        Map<String, Object> proxy = new LinkedHashMap<>();
        proxy.put("runtimeSocket", runtimeSocket.toString());
        proxy.put("masterSocket", adopted.master().toString());
        Map<String, Object> names = new LinkedHashMap<>();
        ForeignNames foreign = adopted.names();
        foreign.backends().forEach((ours, there) -> {
            Map<String, String> servers = new LinkedHashMap<>();
            there.servers().forEach((server, name) -> servers.put(server.text(), name.text()));
            Map<String, Object> called = new LinkedHashMap<>();
            called.put("name", there.name().text());
            if (!servers.isEmpty()) {
                called.put("servers", servers);
            }
            names.put(ours.text(), called);
        });
        if (!names.isEmpty()) {
            proxy.put("names", names);
        }
        try {
            return "# For the file of the agent on this host. HAProxy's own file, " + adopted.path()
                    + ", is somebody else's, and is not rendered.\n"
                    + YAML.writeValueAsString(Map.of("proxy", proxy));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}

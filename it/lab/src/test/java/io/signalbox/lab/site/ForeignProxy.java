package io.signalbox.lab.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.signalbox.site.Site;
import io.signalbox.site.layout.Names;
import io.signalbox.site.layout.SiteAddresses;
import io.signalbox.site.layout.SiteDescription;
import io.signalbox.site.layout.SiteLayout;
import io.signalbox.site.network.NetworkDescription;
import io.signalbox.site.network.NetworkFiles;
import io.signalbox.site.supervisor.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The HAProxy of a local site of two databases, with a haproxy.cfg as somebody writes it who has never heard of Signalbox. What its backends
 * and servers are called there stands in the file of the agent beside it, as {@code render} writes it.
 */
final class ForeignProxy {
    private static final String PROXY = Names.BALANCER;
    private static final String SECTION = "proxy";
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Site site;
    private final SiteLayout layout;
    private final SiteAddresses addresses;

    ForeignProxy(Site site) {
        this.site = site;
        this.layout = site.layout();
        this.addresses = SiteDescription.read(layout.description()).addresses();
    }

    /** From here on HAProxy runs this file, and its agent knows the names in it. */
    void adopt() throws IOException {
        Files.writeString(layout.haproxyConfiguration(PROXY), file());
        site.kill(Names.process(PROXY, Names.HAPROXY), Signal.TERM);
        call("beta");
    }

    /** From here on the agent takes this for what {@code db2} is called among the writers. */
    void call(String second) throws IOException {
        ObjectNode agent =
                (ObjectNode) YAML.readTree(layout.agentConfiguration(PROXY).toFile());
        agent.set(SECTION, section(second));
        YAML.writeValue(layout.agentConfiguration(PROXY).toFile(), agent);
        site.kill(Names.process(PROXY, Names.AGENT), Signal.TERM);
    }

    private JsonNode section(String second) throws IOException {
        Path description = Files.writeString(layout.dir().resolve("network.yaml"), description(second));
        String rendered = NetworkFiles.of(NetworkDescription.read(description)).get(PROXY + "/agent-proxy.yaml");
        return YAML.readTree(Objects.requireNonNull(rendered)).path(SECTION);
    }

    private String description(String second) {
        return """
                controllers: {c1: %s}
                proxies: {lb1: %s}
                databases: {db1: %s, db2: %s}
                webs: {web1: %s, web2: %s}
                visitors: [0.0.0.0/0]
                places: {runtimeSocket: %s, certificate: /c.pem, limits: /l.map, script: /s}
                adopted:
                  file: %s
                  masterSocket: %s
                  backends:
                    mysql_main_rw: {name: pg_rw, servers: {db1: alpha, db2: %s, hold: parking}}
                    mysql_main_ro: {name: pg_ro, servers: {db1: alpha, db2: beta}}
                    web: {name: app, servers: {web1: App-1, web2: App-2}}
                """.formatted(
                        addresses.controller(),
                        addresses.host(PROXY),
                        addresses.host("db1"),
                        addresses.host("db2"),
                        addresses.web("db1"),
                        addresses.web("db2"),
                        layout.runtimeSocket(PROXY),
                        layout.haproxyConfiguration(PROXY),
                        layout.masterSocket(PROXY),
                        second);
    }

    /** On the ports of a local site; without the one for fresh reads. */
    String file() {
        return """
                # do not touch: ops
                global
                    stats socket SOCKET mode 600 level admin expose-fd listeners
                    stats timeout 10s
                    hard-stop-after 60s
                    maxconn 500

                defaults
                    timeout connect 250ms
                    timeout client 1m
                    timeout server 1m
                    load-server-state-from-file none

                listen pg_rw
                    mode tcp
                    bind PROXY:6446
                    option redispatch 1
                    retries 120
                    server alpha DB1:3306 weight 10 disabled   # rack 1
                    server beta DB2:3306 weight 10 disabled
                    server parking 127.255.255.254:1 backup no-check

                frontend reports
                    mode tcp
                    bind PROXY:6447
                    default_backend pg_ro

                backend "pg_ro"
                    mode tcp
                    option redispatch 1
                    server alpha DB1:3306 weight 10
                    server beta DB2:3306 weight 10

                frontend www
                    mode http
                    bind PROXY:8080
                    default_backend app

                backend app
                    mode http
                    server App-1 WEB1:8080 check inter 100ms
                    server App-2 WEB2:8080 check inter 100ms
                """.replace("SOCKET", layout.runtimeSocket(PROXY).toString())
                .replace("PROXY", addresses.host(PROXY))
                .replace("DB1", addresses.host("db1"))
                .replace("DB2", addresses.host("db2"))
                .replace("WEB1", addresses.web("db1"))
                .replace("WEB2", addresses.web("db2"));
    }

    /** What lies there now. */
    String fileThere() throws IOException {
        return Files.readString(layout.haproxyConfiguration(PROXY));
    }
}

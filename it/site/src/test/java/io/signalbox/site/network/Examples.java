package io.signalbox.site.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Descriptions of networks. */
final class Examples {
    static final String TWO_PROXIES = """
            controllers: {c1: 10.99.0.5}
            proxies: {lb1: 10.99.0.1, lb2: 10.99.0.2}
            databases: {db1: 10.99.0.11, db2: 10.99.0.12}
            webs: {web1: 10.99.0.21}
            shared: {address: 10.99.0.100, prefix: 24, interface: eth0, router: 51}
            visitors: [0.0.0.0/0]
            """;

    /** haproxy.cfg is somebody else's. */
    static final String ADOPTED = """
            controllers: {c1: 10.99.0.5}
            proxies: {lb1: 10.99.0.1}
            databases: {db1: 10.99.0.11, db2: 10.99.0.12}
            webs: {web1: 10.99.0.11, web2: 10.99.0.12}
            visitors: [0.0.0.0/0]
            adopted:
              backends:
                mysql_main_rw: {name: pg_rw, servers: {db1: alpha, db2: beta, hold: parking}}
                mysql_main_ro: {name: pg_ro, servers: {db1: alpha, db2: beta}}
                web: {name: app, servers: {web1: App-1, web2: App-2}}
            """;

    private Examples() {}

    static Path write(Path dir, String text) throws IOException {
        return Files.writeString(dir.resolve("network.yaml"), text);
    }
}

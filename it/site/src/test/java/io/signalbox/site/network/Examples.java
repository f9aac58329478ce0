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

    private Examples() {}

    static Path write(Path dir, String text) throws IOException {
        return Files.writeString(dir.resolve("network.yaml"), text);
    }
}

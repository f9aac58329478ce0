package io.signalbox.haproxy.configuration;

import io.signalbox.haproxy.configuration.HostRules.Ports;
import io.signalbox.haproxy.configuration.Network.Shared;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A site on hosts of its own, for tests. */
public final class Networks {
    public static final Ports PORTS =
            new Ports(3306, 33062, 8091, 8090, 6446, 6447, 6448, 8080, 8443, 8404, 10000, 8080);

    private Networks() {}

    /** A controller, two proxies with a shared address, two databases, a web server. */
    public static Network site(List<String> visitors, List<String> operators) {
        return new Network(
                new TreeMap<>(Map.of("c1", "10.99.0.5")),
                new TreeMap<>(Map.of("lb1", "10.99.0.1", "lb2", "10.99.0.2")),
                new TreeMap<>(Map.of("db1", "10.99.0.11", "db2", "10.99.0.12")),
                new TreeMap<>(Map.of("web1", "10.99.0.21")),
                Optional.of(new Shared("10.99.0.100", 24, "eth0", 51)),
                visitors,
                List.of(),
                operators,
                List.of());
    }
}

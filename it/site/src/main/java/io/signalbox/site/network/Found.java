package io.signalbox.site.network;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where the files of hosts lie that can be compared here, and what runs on those that this machine is. */
final class Found {
    private static final Path KEEPALIVED = Path.of("/etc/keepalived/keepalived.conf");
    private static final Path HAPROXY = Path.of("/etc/haproxy/haproxy.cfg");

    private final @Nullable Path below;
    private final @Nullable NetworkDescription description;
    private final Set<String> here;
    private final Map<Path, RunningProxy> asked = new HashMap<>();

    private Found(Path below) {
        this.below = below;
        this.description = null;
        this.here = Set.of();
    }

    /** In the places of this machine, which is these hosts. */
    Found(NetworkDescription description, Set<String> here) {
        this.below = null;
        this.description = description;
        this.here = Set.copyOf(here);
    }

    /** Collected as {@code HOST/FILE}. */
    static Found below(Path directory) {
        return new Found(directory);
    }

    /** The hosts of a description whose addresses this machine has. */
    static Set<String> hosts(NetworkDescription description) throws SocketException {
        Set<String> addresses = new TreeSet<>();
        NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .map(InetAddress::getHostAddress)
                .forEach(addresses::add);
        Set<String> hosts = new TreeSet<>();
        description.network().proxies().forEach((host, address) -> {
            if (addresses.contains(address)) {
                hosts.add(host);
            }
        });
        return hosts;
    }

    Optional<Path> file(String name) {
        if (below != null) {
            return Optional.of(below.resolve(name));
        }
        String host = name.substring(0, name.indexOf('/'));
        return here.contains(host) ? inPlace(name.substring(host.length() + 1)) : Optional.empty();
    }

    private Optional<Path> inPlace(String file) {
        NetworkDescription site = Objects.requireNonNull(description);
        return switch (file) {
            case NetworkFiles.HAPROXY ->
                Optional.of(site.foreign().map(Adopted::path).orElseGet(this::loaded));
            case NetworkFiles.KEEPALIVED -> Optional.of(KEEPALIVED);
            case NetworkFiles.SCRIPT -> Optional.of(site.placed().script());
            default -> Optional.empty();
        };
    }

    /** The file that HAProxy was started with. */
    private Path loaded() {
        return runs().files().stream().findFirst().orElse(HAPROXY);
    }

    private RunningProxy runs() {
        return asked.computeIfAbsent(
                Objects.requireNonNull(description).placed().runtimeSocket(), RunningProxy::at);
    }

    /** Of a haproxy.cfg on this machine. */
    Optional<RunningProxy> proxy(String name) {
        return below == null && name.endsWith("/" + NetworkFiles.HAPROXY) ? Optional.of(runs()) : Optional.empty();
    }
}

package io.signalbox.site.network;

import io.signalbox.haproxy.adoption.Adoption;
import io.signalbox.haproxy.adoption.ForeignNames;
import io.signalbox.haproxy.adoption.ForeignNames.Backend;
import io.signalbox.haproxy.adoption.Wanted;
import io.signalbox.haproxy.adoption.Wanted.Use;
import io.signalbox.haproxy.command.Name;
import io.signalbox.haproxy.configuration.BackendNames;
import io.signalbox.haproxy.configuration.Network;
import io.signalbox.site.layout.SiteAddresses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A haproxy.cfg that is somebody else's, on every proxy's host: it is read, and never written.
 *
 * @param file where it is; absent: {@link #FILE}
 * @param masterSocket of its master process; absent: {@link #MASTER}
 * @param backends what is called otherwise there, by Signalbox's names
 */
record Adopted(
        @Nullable Path file,
        @Nullable Path masterSocket,
        @Nullable Map<String, Called> backends) {
    private static final Path FILE = Path.of("/etc/haproxy/haproxy.cfg");
    private static final Path MASTER = Path.of("/run/haproxy-master.sock");
    private static final String PLACE = "adopted.backends";

    /**
     * @param name there
     * @param servers names there, by Signalbox's
     */
    record Called(@Nullable String name, @Nullable Map<String, String> servers) {
        Called {
            servers = servers == null ? Map.of() : Map.copyOf(servers);
        }
    }

    Path path() {
        return Optional.ofNullable(file).orElse(FILE);
    }

    Path master() {
        return Optional.ofNullable(masterSocket).orElse(MASTER);
    }

    /** @throws IllegalArgumentException with the place and the rule, if a name cannot be one, or two are the same */
    ForeignNames names() {
        SortedMap<Name, Backend> named = new TreeMap<>();
        called().forEach((ours, there) -> {
            String place = PLACE + "." + ours;
            SortedMap<Name, Name> servers = new TreeMap<>();
            Map<String, String> given = Optional.ofNullable(there.servers()).orElse(Map.of());
            new TreeMap<>(given)
                    .forEach((server, name) ->
                            servers.put(name(place + ".servers", server), name(place + ".servers." + server, name)));
            Name backend = name(place + ".name", there.name());
            named.put(name(PLACE, ours), at(place + ".servers", () -> new Backend(backend, servers)));
        });
        return at(PLACE, () -> new ForeignNames(named));
    }

    private SortedMap<String, Called> called() {
        return new TreeMap<>(Optional.ofNullable(backends).orElse(Map.of()));
    }

    private interface Making<T> {
        T make();
    }

    private static <T> T at(String place, Making<T> making) {
        try {
            return making.make();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
        }
    }

    private static Name name(String place, @Nullable String text) {
        if (text == null) {
            throw new IllegalArgumentException(place + ": is missing");
        }
        return at(place, () -> new Name(text));
    }

    /** Names of servers and backends that the site does not have are slips of the pen. */
    void require(String cluster, Network network) {
        List<Wanted> wanted = wanted(cluster, network);
        List<String> known = new ArrayList<>();
        wanted(cluster, network, true)
                .forEach(backend -> known.add(backend.name().text()));
        String lastResort = BackendNames.lastResortOf(BackendNames.readers(cluster));
        known.add(lastResort);
        called().forEach((ours, there) -> {
            if (!known.contains(ours)) {
                throw new IllegalArgumentException(
                        PLACE + "." + ours + ": is no backend of this site; those are " + String.join(", ", known));
            }
        });
        wanted.forEach(backend -> requireServers(backend, names()));
    }

    /** Also when one of two has its own name: both must not be the same server. */
    private static void requireServers(Wanted backend, ForeignNames names) {
        Backend mapped = names.backends().get(backend.name());
        if (mapped == null) {
            return;
        }
        List<Name> known = new ArrayList<>(backend.servers().keySet());
        if (backend.use() == Use.WRITES) {
            known.add(new Name(BackendNames.HOLD));
        }
        String place = PLACE + "." + backend.name() + ".servers";
        for (Name server : mapped.servers().keySet()) {
            if (!known.contains(server)) {
                throw new IllegalArgumentException(
                        place + "." + server + ": is no server of this backend; those are " + known);
            }
        }
        SortedMap<Name, Name> all = new TreeMap<>();
        known.forEach(server -> all.put(server, mapped.servers().getOrDefault(server, server)));
        at(place, () -> new Backend(mapped.name(), all));
    }

    /** What is looked at in the file, and in what runs. */
    Adoption adoption(String cluster, Network network, Path socket) {
        return new Adoption(names(), wanted(cluster, network), socket);
    }

    private List<Wanted> wanted(String cluster, Network network) {
        return wanted(cluster, network, called().containsKey(BackendNames.fresh(cluster)));
    }

    private static List<Wanted> wanted(String cluster, Network network, boolean fresh) {
        SortedMap<Name, String> databases = addresses(network.databases(), SiteAddresses.MYSQL);
        List<Wanted> wanted = new ArrayList<>();
        wanted.add(new Wanted(Use.WRITES, new Name(BackendNames.writers(cluster)), databases));
        wanted.add(new Wanted(Use.READS, new Name(BackendNames.readers(cluster)), databases));
        if (fresh) {
            String name = BackendNames.fresh(cluster);
            wanted.add(new Wanted(Use.FRESH_READS, new Name(name), databases));
            wanted.add(new Wanted(Use.FRESH_READS, new Name(BackendNames.freshPrimaryOf(name)), databases));
        }
        if (!network.webs().isEmpty()) {
            wanted.add(new Wanted(Use.WEB, new Name(BackendNames.WEB), addresses(network.webs(), SiteAddresses.WEB)));
        }
        return wanted;
    }

    private static SortedMap<Name, String> addresses(SortedMap<String, String> hosts, int port) {
        SortedMap<Name, String> addresses = new TreeMap<>();
        hosts.forEach((name, host) -> addresses.put(new Name(name), host + ":" + port));
        return addresses;
    }
}

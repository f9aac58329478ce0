package io.signalbox.site.discovery;

import io.signalbox.agents.daemon.mysql.Stranger;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Walks from one server along every channel, up and down, and asks each server once. */
public final class Discovery {
    /** So many addresses are asked. No site that Signalbox serves has so many; a walk that goes on has left it. */
    static final int MOST = 64;

    /** Asks one server. */
    public interface Asker {
        Stranger ask(Address address) throws SQLException;
    }

    /** Where a server listens. */
    public record Address(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    private final Asker asker;
    private final Map<String, Stranger> servers = new LinkedHashMap<>();
    private final SortedMap<String, String> silent = new TreeMap<>();
    private final Deque<Address> open = new ArrayDeque<>();
    private final Set<Address> met = new HashSet<>();

    private Discovery(Asker asker) {
        this.asker = asker;
    }

    /**
     * All that can be reached from {@code start}.
     *
     * @throws SQLException if not even that one answers
     */
    public static Found from(Address start, Asker asker) throws SQLException {
        Discovery walk = new Discovery(asker);
        walk.add(asker.ask(start), start);
        walk.goOn();
        return new Found(walk.servers.values().stream().toList(), walk.silent);
    }

    private void goOn() {
        for (int asked = 1; !open.isEmpty() && asked < MOST; asked++) {
            Address next = open.removeFirst();
            try {
                add(asker.ask(next), next);
            } catch (SQLException e) {
                silent.put(next.toString(), Stranger.sentence(e));
            }
        }
        open.forEach(left -> silent.put(left.toString(), "it was not asked, after " + MOST + " others"));
    }

    /** A server may be met under several addresses; its uuid tells. */
    private void add(Stranger server, Address address) {
        met.add(address);
        if (servers.putIfAbsent(server.uuid(), server) == null) {
            server.sources().forEach(source -> goTo(source.uuid(), source.host(), source.port()));
            server.replicas().forEach(replica -> goTo(replica.uuid(), replica.host(), replica.port()));
        }
    }

    private void goTo(String uuid, String host, int port) {
        if (servers.containsKey(uuid)) {
            return;
        }
        if (host.isEmpty()) {
            silent.put(uuid, "it was connected once, and has not said where it is (report_host)");
        } else if (met.add(new Address(host, port))) {
            open.add(new Address(host, port));
        }
    }
}

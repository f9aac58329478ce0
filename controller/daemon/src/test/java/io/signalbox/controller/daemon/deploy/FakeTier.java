package io.signalbox.controller.daemon.deploy;

import io.signalbox.agents.protocol.Order.ServerMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A kernel that does at once what it is asked, and never takes out the last server. */
final class FakeTier implements Tier {
    static final String BACKEND = "web";

    final List<String> done = new CopyOnWriteArrayList<>();
    final Map<String, String> refusals = new ConcurrentHashMap<>();
    private final List<String> servers;
    private final Map<String, ServerMode> modes = new ConcurrentHashMap<>();
    /** Of two proxies. */
    final AtomicInteger heard = new AtomicInteger(2);

    volatile boolean leads = true;
    volatile int fewestReady = Integer.MAX_VALUE;

    FakeTier(String... servers) {
        this.servers = List.of(servers);
        this.servers.forEach(server -> modes.put(server, ServerMode.READY));
    }

    @Override
    public boolean leads() {
        return leads;
    }

    @Override
    public Sight sight() {
        return new Sight(2, heard.get());
    }

    @Override
    public long term(String backend, String server) {
        return 7;
    }

    @Override
    public List<String> servers(String backend) {
        return servers;
    }

    @Override
    public ServerMode wanted(String backend, String server) {
        return modes.get(server);
    }

    @Override
    public boolean takesTraffic(String backend, String server) {
        return modes.get(server) == ServerMode.READY;
    }

    @Override
    public synchronized Optional<String> objection(String backend, String server) {
        boolean last =
                servers.stream().noneMatch(other -> !other.equals(server) && modes.get(other) == ServerMode.READY);
        return last ? Optional.of("it would leave 0 of " + servers.size()) : Optional.empty();
    }

    @Override
    public synchronized Optional<String> set(String backend, String server, ServerMode mode, Duration deadline) {
        Optional<String> refusal = Optional.ofNullable(refusals.get(server + " " + mode));
        if (refusal.isEmpty() && mode != ServerMode.READY) {
            refusal = objection(backend, server);
        }
        if (refusal.isEmpty()) {
            modes.put(server, mode);
            done.add(server + " " + mode);
            fewestReady = Math.min(fewestReady, (int)
                    modes.values().stream().filter(m -> m == ServerMode.READY).count());
        }
        return refusal;
    }

    void put(String server, ServerMode mode) {
        modes.put(server, mode);
    }
}

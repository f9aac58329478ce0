package io.signalbox.controller.daemon.deploy;

import io.signalbox.agents.protocol.Application;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** Asks the agents beside web servers what they serve, every few seconds, and compares. One thread calls {@link #look}. */
public final class ApplicationWatch {
    /** Agents look at the files at once when a hook has ended, and are asked so much later. */
    static final Duration SETTLED = Duration.ofSeconds(10);

    private final Map<String, List<String>> backends;
    private final WebHosts hosts;
    private final Deployments deployments;
    private final Pace pace;
    private final BiConsumer<String, String> events;
    private final Map<String, Seen> latest = new ConcurrentHashMap<>();
    private final Map<String, SortedSet<String>> suspected = new ConcurrentHashMap<>();
    private final Map<String, SortedSet<String>> differing = new ConcurrentHashMap<>();

    /**
     * What is known of one web server.
     *
     * @param trouble why nothing is, or empty
     */
    public record Seen(Optional<Application> application, String trouble) {
        static final Seen NOTHING = new Seen(Optional.empty(), "it was not asked yet");

        public String version() {
            return application.map(a -> a.pulse().version()).orElse("");
        }

        public String digest() {
            return application.map(a -> a.fingerprint().digest()).orElse("");
        }
    }

    /** @param backends the servers of each that have an agent */
    public ApplicationWatch(
            Map<String, List<String>> backends,
            WebHosts hosts,
            Deployments deployments,
            Pace pace,
            BiConsumer<String, String> events) {
        this.backends = new TreeMap<>(backends);
        this.hosts = hosts;
        this.deployments = deployments;
        this.pace = pace;
        this.events = events;
    }

    /** Empty if no agent is beside it. */
    public Optional<Seen> seen(String backend, String server) {
        return backends.getOrDefault(backend, List.of()).contains(server)
                ? Optional.of(latest.getOrDefault(key(backend, server), Seen.NOTHING))
                : Optional.empty();
    }

    /** Servers whose files differ from those of the most, and are not being deployed. */
    public Set<String> differing(String backend) {
        return differing.getOrDefault(backend, new TreeSet<>());
    }

    /** Blocks while all agents are asked. */
    public void look() throws InterruptedException {
        for (Map.Entry<String, List<String>> backend : backends.entrySet()) {
            ask(backend.getKey(), backend.getValue());
            judge(backend.getKey(), backend.getValue());
        }
    }

    private void ask(String backend, List<String> servers) throws InterruptedException {
        try {
            Together.all(servers, server -> {
                latest.put(key(backend, server), ask(key(backend, server)));
                return Optional.empty();
            });
        } catch (Deposed e) {
            throw new IllegalStateException("nobody can be deposed who only asks", e);
        }
    }

    private Seen ask(String key) throws InterruptedException {
        try {
            Application application = hosts.look(key);
            return new Seen(Optional.of(application), application.fingerprint().trouble());
        } catch (IOException e) {
            return new Seen(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    /** Two looks must agree: one may fall between two agents' own looks at what somebody copies just now. */
    private void judge(String backend, List<String> servers) {
        SortedSet<String> found = isQuiet(backend) ? Drift.among(digests(backend, servers)) : new TreeSet<>();
        SortedSet<String> before = suspected.put(backend, found);
        if (found.isEmpty() || found.equals(before)) {
            SortedSet<String> told = differing.put(backend, found);
            if (!found.equals(told) && (told != null || !found.isEmpty())) {
                tell(backend, found);
            }
        }
    }

    private boolean isQuiet(String backend) {
        return deployments
                .quietSince(backend)
                .filter(since -> since.plus(SETTLED).isBefore(pace.now()))
                .isPresent();
    }

    private SortedMap<String, String> digests(String backend, List<String> servers) {
        SortedMap<String, String> digests = new TreeMap<>();
        servers.forEach(server -> {
            String digest =
                    latest.getOrDefault(key(backend, server), Seen.NOTHING).digest();
            if (!digest.isEmpty()) {
                digests.put(server, digest);
            }
        });
        return digests;
    }

    private void tell(String backend, SortedSet<String> found) {
        events.accept(
                "application.drift",
                found.isEmpty()
                        ? "the web servers of " + backend + " have the same files again"
                        : "the files of " + String.join(", ", found) + " differ from those of the other servers of "
                                + backend);
    }

    private static String key(String backend, String server) {
        return backend + "/" + server;
    }
}

package io.signalbox.lab.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * {@code GET /clusters/{c}}, as far as a drill looks.
 *
 * @param primary empty before the first day
 */
public record ClusterState(
        String name,
        long epoch,
        String primary,
        SortedSet<String> ackers,
        boolean proven,
        boolean writable,
        List<Server> servers,
        List<String> problems) {

    /** One server in the API's words. */
    public record Server(String name, String role, String health) {
        boolean ok(String primary) {
            return health.equals("ok") && role.equals(name.equals(primary) ? "primary" : "replica");
        }
    }

    static ClusterState of(JsonNode json) {
        SortedSet<String> ackers = new TreeSet<>();
        json.path("ackers").forEach(acker -> ackers.add(acker.asText()));
        List<Server> servers = new ArrayList<>();
        json.path("servers")
                .forEach(server -> servers.add(new Server(
                        server.path("name").asText(),
                        server.path("role").asText(),
                        server.path("health").asText())));
        List<String> problems = new ArrayList<>();
        json.path("problems")
                .forEach(problem -> problems.add((problem.path("server").asText() + " "
                                + problem.path("sentence").asText())
                        .strip()));
        return new ClusterState(
                json.path("name").asText(),
                json.path("epoch").asLong(),
                json.path("primary").asText(),
                ackers,
                json.path("proven").asBoolean(),
                json.path("writable").asBoolean(),
                List.copyOf(servers),
                List.copyOf(problems));
    }

    /** Writable, proven, every other server a healthy replica whose acknowledgement counts. */
    public boolean whole() {
        return missing().isEmpty();
    }

    /** What is missing until the site is whole, in words. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (!writable) {
            missing.add("it is not writable");
        }
        if (!proven) {
            missing.add("its record is not proven");
        }
        for (Server server : servers) {
            if (!healthy(server)) {
                missing.add(server.name() + " is " + server.role() + ", " + server.health()
                        + (counted(server) ? "" : ", no acker"));
            }
        }
        return missing;
    }

    /** Is this server back: a healthy replica that acknowledges? */
    public boolean healthyReplica(String name) {
        return !name.equals(primary)
                && servers.stream().anyMatch(server -> server.name().equals(name) && healthy(server));
    }

    private boolean healthy(Server server) {
        return server.ok(primary) && counted(server);
    }

    private boolean counted(Server server) {
        return server.name().equals(primary) || ackers.contains(server.name());
    }
}

package io.signalbox.haproxy.adoption;

import io.signalbox.haproxy.adoption.ProxyFile.Section;
import io.signalbox.haproxy.adoption.ProxyFile.Server;
import io.signalbox.haproxy.command.Name;
import io.signalbox.haproxy.command.ServerId;
import io.signalbox.haproxy.reply.RunningServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How what HAProxy runs differs from a file: servers, addresses, limits, and the weights that it was started with. What is changed all the
 * time, states and the weights of now, is left to the agent's look for drift.
 */
public record Loaded(ProxyFile file, SortedMap<ServerId, RunningServer> running) {
    private static final int USUAL_WEIGHT = 1;
    private static final String NO_LIMIT = "0";

    /** Sentences, in the order of names; none if it runs as the file says. */
    public List<String> differences() {
        List<String> differences = new ArrayList<>();
        SortedMap<ServerId, Server> wanted = wanted();
        wanted.forEach((id, server) -> {
            RunningServer runs = running.get(id);
            if (runs == null) {
                differences.add(id + " is in the file and does not run");
            } else {
                compare(id, server, runs, differences);
            }
        });
        running.keySet().stream()
                .filter(id -> !wanted.containsKey(id))
                .forEach(id -> differences.add(id + " runs and is not in the file"));
        return differences;
    }

    private SortedMap<ServerId, Server> wanted() {
        SortedMap<ServerId, Server> servers = new TreeMap<>();
        for (Section backend : file.backends().toList()) {
            if (Name.isAllowed(backend.name())) {
                file.servers(backend).stream()
                        .filter(server -> Name.isAllowed(server.name()))
                        .forEach(server -> servers.put(ServerId.of(backend.name(), server.name()), server));
            }
        }
        return servers;
    }

    private static void compare(ServerId id, Server server, RunningServer runs, List<String> differences) {
        if (Adoption.elsewhere(runs.address(), server.address())) {
            differences.add(id + " runs at " + runs.address() + ", in the file it is at " + server.address());
        }
        number(server.value("weight").orElse("" + USUAL_WEIGHT))
                .filter(weight -> weight != runs.configuredWeight())
                .ifPresent(weight -> differences.add(
                        id + " was started with weight " + runs.configuredWeight() + ", in the file it has " + weight));
        number(server.value("maxconn").orElse(NO_LIMIT))
                .filter(limit -> limit != runs.maxconn())
                .ifPresent(limit ->
                        differences.add(id + " takes " + words(runs.maxconn()) + ", in the file " + words(limit)));
    }

    private static String words(long limit) {
        return limit == 0 ? "any number of connections" : limit + " connections at most";
    }

    /** A variable of the environment is no number here. */
    private static Optional<Long> number(String text) {
        return text.matches("[0-9]{1,9}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}

package io.signalbox.site.discovery;

import io.signalbox.agents.daemon.mysql.Stranger;
import io.signalbox.mysql.doctor.Doctor;
import io.signalbox.mysql.doctor.Finding;
import io.signalbox.mysql.doctor.Patient;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What a walk found.
 *
 * @param servers that answered; the one that was named first
 * @param silent addresses (or uuids) that did not, and why
 */
public record Found(List<Stranger> servers, SortedMap<String, String> silent) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final int USUAL_PORT = 3306;

    /** One server with the name that it has in the proposal. */
    public record Named(String name, Stranger server) {}

    /** The only one that follows nobody and takes writes; empty if there is none, or more than one. */
    public Optional<Stranger> primary() {
        List<Stranger> candidates = servers.stream()
                .filter(server -> server.sources().isEmpty() && !server.readOnly())
                .toList();
        return candidates.size() == 1 ? Optional.of(candidates.getFirst()) : Optional.empty();
    }

    /** The primary first, then by address. By the hosts' own names where these are all different; else db1, db2 … */
    public List<Named> named() {
        List<Stranger> sorted = new ArrayList<>(servers);
        sorted.sort(Comparator.comparing(Stranger::host).thenComparingInt(Stranger::port));
        primary().ifPresent(primary -> {
            sorted.remove(primary);
            sorted.addFirst(primary);
        });
        List<String> own = sorted.stream().map(Found::ownName).toList();
        boolean good =
                own.stream().distinct().count() == own.size() && own.stream().allMatch(NAME.asMatchPredicate());
        return IntStream.range(0, sorted.size())
                .mapToObj(i -> new Named(good ? own.get(i) : "db" + (i + 1), sorted.get(i)))
                .toList();
    }

    private static String ownName(Stranger server) {
        return server.hostName().replaceAll("\\..*", "");
    }

    /** What would have to be different before Signalbox could lead these servers, and what could not be seen. */
    public List<String> obstacles() {
        List<String> obstacles = new ArrayList<>();
        if (primary().isEmpty()) {
            obstacles.add("It is not clear who is primary: "
                    + names(s -> s.sources().isEmpty() && !s.readOnly()) + " follow nobody and take writes.");
        }
        silent.forEach((who, why) -> obstacles.add(who + " did not answer: " + why + "."));
        for (Named each : named()) {
            of(each, obstacles);
        }
        obstacles.addAll(unseen());
        return obstacles;
    }

    /** One line for what the account may not see, however many servers refuse it. */
    private List<String> unseen() {
        SortedMap<String, List<String>> refused = new TreeMap<>();
        named().forEach(each -> each.server()
                .unread()
                .forEach((part, why) -> refused.computeIfAbsent(part + " (" + why + ")", key -> new ArrayList<>())
                        .add(each.name())));
        return refused.entrySet().stream()
                .map(each -> "Not seen on " + String.join(", ", each.getValue()) + ": " + each.getKey() + ".")
                .toList();
    }

    private void of(Named each, List<String> obstacles) {
        Stranger server = each.server();
        String name = each.name();
        if (!server.gtids()) {
            obstacles.add(name + " has no GTIDs (gtid_mode): who holds what could not be known.");
        }
        if (server.port() != USUAL_PORT) {
            obstacles.add(name + " listens on " + server.port() + "; the packet filter of `render` opens " + USUAL_PORT
                    + ".");
        }
        if (server.sources().size() > 1) {
            obstacles.add(name + " follows several sources.");
        }
        server.sources().stream()
                .filter(source ->
                        primary().filter(p -> !p.uuid().equals(source.uuid())).isPresent())
                .forEach(source -> obstacles.add(name + " follows " + source.host() + ":" + source.port()
                        + ", which is not the primary: all replicas follow the primary itself."));
        if (!server.sources().isEmpty() && !server.readOnly()) {
            obstacles.add(name + " is a replica and takes writes.");
        }
        GtidSet ahead = ahead(server);
        if (!ahead.isEmpty()) {
            obstacles.add(name + " has transactions that the primary lacks: " + ahead + ".");
        }
    }

    /** Its own reading may be younger than the primary's: what the primary wrote itself does not count. */
    private GtidSet ahead(Stranger server) {
        return primary()
                .filter(p -> !p.uuid().equals(server.uuid()))
                .map(p -> server.executed().minus(p.executed()).minus(GtidSet.range(p.uuid(), 1, Long.MAX_VALUE - 1)))
                .orElse(GtidSet.EMPTY);
    }

    private String names(Predicate<Stranger> which) {
        List<String> names = named().stream()
                .filter(each -> which.test(each.server()))
                .map(Named::name)
                .toList();
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    /** What the doctor says of them, under the proposal's names. */
    public List<Finding> findings() {
        return Doctor.findings(named().stream()
                .map(each -> new Patient(
                        each.name(),
                        Optional.of(each.server().examination()),
                        Duration.ZERO,
                        each.server().clockAhead(),
                        Optional.empty()))
                .toList());
    }

    /** The databases of the description that `render` takes, by name. */
    public SortedMap<String, String> databases() {
        SortedMap<String, String> databases = new TreeMap<>();
        named().forEach(each -> databases.put(each.name(), each.server().host()));
        return databases;
    }
}

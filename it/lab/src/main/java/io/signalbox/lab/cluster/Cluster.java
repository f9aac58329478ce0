package io.signalbox.lab.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.signalbox.controller.cli.api.Api;
import io.signalbox.controller.cli.api.Endpoint;
import io.signalbox.controller.cli.api.Failed;
import io.signalbox.controller.cli.api.Following;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The cluster of a site, asked through the REST API, of several controllers the leader. Who is away is an empty answer, not an error. */
public final class Cluster implements AutoCloseable {
    /** The gate that is closed while all is well. */
    private static final String LOST = "primary lost";

    private static final Set<String> ENDED = Set.of("done", "refused", "failed", "rolled_back");

    private final Api api;
    private final String name;
    private final boolean several;
    /** Each controller for itself: it alone knows the receipts of what it led. */
    private final List<Api> each;

    public Cluster(Path site, String name) throws Failed {
        Endpoint endpoint = Endpoint.ofSite(site);
        this.api = new Api(endpoint);
        this.several = endpoint.all().size() > 1;
        this.each = endpoint.all().stream()
                .map(one -> new Api(new Endpoint(one, List.of(one), endpoint.token(), endpoint.tokenFile())))
                .toList();
        this.name = name;
    }

    /** As the leader sees it, where there are several; empty while no controller answers. */
    public Optional<ClusterState> state() {
        return get().filter(json -> !several || json.path("leading").asBoolean())
                .map(ClusterState::of);
    }

    /** Receipts with a later epoch than this one, in the order of their epochs. */
    public List<Receipt> receiptsAfter(long epoch) {
        SortedMap<String, Receipt> receipts = new TreeMap<>();
        for (Api controller : each) {
            get(controller, "failovers")
                    .ifPresent(json -> json.path("items").forEach(item -> keep(receipts, Receipt.of(item))));
        }
        return receipts.values().stream()
                .filter(receipt -> receipt.epoch() > epoch)
                .sorted((a, b) -> Long.compare(a.epoch(), b.epoch()))
                .toList();
    }

    /** Of one run that two controllers know, the one that saw its end. */
    private static void keep(SortedMap<String, Receipt> receipts, Receipt receipt) {
        receipts.merge(receipt.id(), receipt, (one, other) -> one.done() ? one : other);
    }

    /** The codes of the problems that are there now; empty while no controller answers. */
    public Set<String> problems() {
        Set<String> codes = new TreeSet<>();
        get().ifPresent(json -> json.path("problems")
                .forEach(problem -> codes.add(problem.path("code").asText())));
        return codes;
    }

    /** As {@link #problems}, of every controller that answers, whoever leads, or nobody. */
    public Set<String> problemsOfAnyController() {
        Set<String> codes = new TreeSet<>();
        for (Api controller : each) {
            get(controller)
                    .ifPresent(json -> json.path("problems")
                            .forEach(problem -> codes.add(problem.path("code").asText())));
        }
        return codes;
    }

    /** Why this server cannot be switched over to, as codes; empty while no controller answers. */
    public Set<String> blockers(String server) {
        Set<String> codes = new TreeSet<>();
        get().ifPresent(json -> json.path("servers").forEach(one -> {
            if (one.path("name").asText().equals(server)) {
                one.path("blockers").forEach(b -> codes.add(b.path("code").asText()));
            }
        }));
        return codes;
    }

    /** What {@code doctor} finds wrong now, as the codes of its rows; empty while no controller answers. */
    public Set<String> findings() {
        return findings(finding -> true);
    }

    /** The same of one server. */
    public Set<String> findings(String server) {
        return findings(finding -> finding.path("server").asText().equals(server));
    }

    private Set<String> findings(Predicate<JsonNode> wanted) {
        Set<String> codes = new TreeSet<>();
        get("doctor")
                .ifPresent(json -> json.path("items").forEach(finding -> {
                    if (wanted.test(finding)) {
                        codes.add(finding.path("code").asText());
                    }
                }));
        return codes;
    }

    /** What was seen where {@code doctor} says {@code code} of a server; empty while it does not. */
    public Optional<String> evidence(String code, String server) {
        return get("doctor")
                .flatMap(json -> json.path("items")
                        .valueStream()
                        .filter(finding -> finding.path("code").asText().equals(code))
                        .filter(finding -> finding.path("server").asText().equals(server))
                        .map(finding -> finding.path("evidence").asText())
                        .findFirst());
    }

    /** The verdict on an automatic failover now, with its reason; empty while no controller answers. */
    public Optional<String> decision() {
        return get("decision")
                .map(json -> json.path("verdict").asText() + ": "
                        + json.path("reason").asText());
    }

    /**
     * What would hold an automatic failover back, were the primary lost now: a cool-down, a pause, an unproven record. One entry when
     * no controller answers.
     */
    public List<String> heldBackBy() {
        return get("decision").map(Cluster::closedGates).orElse(List.of("no controller answers"));
    }

    private static List<String> closedGates(JsonNode decision) {
        List<String> closed = new ArrayList<>();
        for (JsonNode gate : decision.path("gates")) {
            String name = gate.path("name").asText();
            if (!gate.path("passed").asBoolean() && !name.equals(LOST)) {
                closed.add(name + " is " + gate.path("value").asText());
            }
        }
        return closed;
    }

    /** Asks for a switchover to whichever server is best; returns the operation. */
    public String switchover() throws Failed {
        return api.post(Api.path("clusters", name, "switchover"), JsonNodeFactory.instance.objectNode())
                .operation();
    }

    /** Asks for a switchover to this server; returns the operation. */
    public String switchoverTo(String server) throws Failed {
        return api.post(
                        Api.path("clusters", name, "switchover"),
                        JsonNodeFactory.instance.objectNode().put("to", server))
                .operation();
    }

    /** Asks that nothing be done by itself; returns the operation. */
    public String pause() throws Failed {
        return wish("pause");
    }

    /** Asks that automatic acts go on; returns the operation. */
    public String resume() throws Failed {
        return wish("resume");
    }

    /** Asks for the orderly end of all databases; returns the operation. */
    public String shutdown() throws Failed {
        return wish("shutdown");
    }

    private String wish(String act) throws Failed {
        return api.post(Api.path("clusters", name, act), JsonNodeFactory.instance.objectNode())
                .operation();
    }

    /** Asks that a server be taken out of service, or back into it; returns the operation. */
    public String maintain(String server, boolean on) throws Failed {
        return api.put(
                        Api.path("clusters", name, "servers", server, "maintenance"),
                        JsonNodeFactory.instance.objectNode().put("maintenance", on))
                .operation();
    }

    /** Asks that all data of a server be replaced by a copy of another's; returns the operation. */
    public String reclone(String server) throws Failed {
        return api.post(Api.path("clusters", name, "servers", server, "reclone"), JsonNodeFactory.instance.objectNode())
                .operation();
    }

    /** Asks for {@code drain}, {@code maintenance} or {@code ready} of a web server; returns the operation. */
    public String web(String backend, String server, String act) throws Failed {
        return api.post(Api.path("backends", backend, "servers", server, act), JsonNodeFactory.instance.objectNode())
                .operation();
    }

    /** Asks for a deployment on a backend of web servers; returns the operation. */
    public String deploy(String backend, String version, Duration healthy) throws Failed {
        return api.post(
                        Api.path("backends", backend, "deploy"),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("version", version)
                                .put("healthyMs", healthy.toMillis()))
                .operation();
    }

    /** As {@code GET /deployments/ID} shows it. */
    public JsonNode deployment(String id) throws Failed {
        return api.get(Api.path("deployments", id)).json();
    }

    /** As {@code GET /backends/NAME} shows it. */
    public JsonNode backend(String backend) throws Failed {
        return api.get(Api.path("backends", backend)).json();
    }

    /** The operation's state when it has ended: done, refused, failed or rolled_back. */
    public String end(String operation, Duration bound, Consumer<String> progress) throws Failed {
        JsonNode ended =
                new Following(api, bound, progress).toTheEndOf(operation).json();
        return ended.path("state").asText();
    }

    /** Whether the operation has ended; false while no controller answers, or knows of it. */
    public boolean hasEnded(String operation) {
        try {
            if (several) {
                api.turnToTheLeader();
            }
            String state = api.get(Api.path("operations", operation))
                    .json()
                    .path("state")
                    .asText();
            return ENDED.contains(state);
        } catch (Failed notNow) {
            return false;
        }
    }

    private Optional<JsonNode> get(String... below) {
        return get(api, below);
    }

    private Optional<JsonNode> get(Api asked, String... below) {
        String[] path = new String[2 + below.length];
        path[0] = "clusters";
        path[1] = name;
        System.arraycopy(below, 0, path, 2, below.length);
        try {
            if (several && asked.equals(api)) {
                api.turnToTheLeader();
            }
            return Optional.of(asked.get(Api.path(path)).json());
        } catch (Failed notNow) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        api.close();
        each.forEach(Api::close);
    }
}

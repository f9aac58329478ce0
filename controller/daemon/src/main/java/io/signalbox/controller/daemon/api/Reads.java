package io.signalbox.controller.daemon.api;

import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.view.ClusterView.ProxyView;
import io.signalbox.controller.core.view.ClusterView.WebView;
import io.signalbox.controller.daemon.api.Site.Seat;
import io.signalbox.controller.daemon.config.ControllerConfig.Backend;
import io.signalbox.controller.daemon.config.ControllerConfig.Proxy;
import io.signalbox.controller.daemon.config.ControllerConfig.Web;
import io.signalbox.controller.daemon.deploy.ApplicationWatch;
import io.signalbox.controller.daemon.loop.Leadership;
import io.signalbox.controller.daemon.news.OperationBook;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Calls that change nothing, answered from the last views. */
final class Reads {
    private final Site site;
    private final OperationBook operations;
    private final ApiServer.Deploying deploying;
    private final JsonObject document;

    Reads(Site site, OperationBook operations, ApiServer.Deploying deploying, JsonObject document) {
        this.site = site;
        this.operations = operations;
        this.deploying = deploying;
        this.document = document;
    }

    Map<String, Endpoint> endpoints() {
        return Map.ofEntries(
                Map.entry("getOpenapi", call -> Reply.ok(document)),
                Map.entry("listClusters", call -> Reply.items(clusters())),
                Map.entry("getCluster", call -> Reply.ok(cluster(call.name("cluster")))),
                Map.entry(
                        "getDecision",
                        call -> Reply.ok(Shapes.decision(seat(call).view().decision()))),
                Map.entry(
                        "listPlans",
                        call -> Reply.items(
                                Stream.of(Plan.values()).map(Shapes::plan).toList())),
                Map.entry(
                        "getDoctor",
                        call -> Reply.ok(DoctorShape.of(seat(call).ward().patients()))),
                Map.entry("listFailovers", this::failovers),
                Map.entry("getFailover", this::failover),
                Map.entry(
                        "listProxies",
                        call -> Reply.items(site.config().proxies().stream()
                                .map(this::proxy)
                                .toList())),
                Map.entry("getProxy", call -> Reply.ok(proxy(site.proxy(call.name("proxy"))))),
                Map.entry(
                        "listBackends",
                        call -> Reply.items(site.config().backends().stream()
                                .map(this::backend)
                                .toList())),
                Map.entry("getBackend", call -> Reply.ok(backend(site.backend(call.name("backend"))))),
                Map.entry(
                        "listOperations",
                        call -> Reply.items(
                                operations.all().stream().map(Shapes::operation).toList())),
                Map.entry("getOperation", this::operation),
                Map.entry("live", call -> Reply.ok(new JsonObject().put("status", "live"))),
                Map.entry("ready", call -> ready()));
    }

    private Seat seat(Call call) {
        return site.cluster(call.name("cluster"));
    }

    private List<JsonObject> clusters() {
        return site.config().clusters().stream()
                .map(cluster -> cluster(cluster.name()))
                .toList();
    }

    private JsonObject cluster(String name) {
        return ClusterShape.of(site.cluster(name).view(), site.readPort(name));
    }

    private Future<Reply> failovers(Call call) {
        return Reply.items(
                seat(call).receipts().all().stream().map(Shapes::receipt).toList());
    }

    private Future<Reply> failover(Call call) {
        Seat seat = seat(call);
        String id = call.name("id");
        return seat.receipts()
                .find(id)
                .map(receipt -> Reply.ok(Shapes.receipt(receipt)))
                .orElseThrow(() -> Problem.unknown(
                                "failover",
                                id,
                                seat.receipts().all().stream().map(r -> r.id()).toList())
                        .refusal());
    }

    private Future<Reply> operation(Call call) {
        String id = call.name("id");
        return operations
                .find(id)
                .map(entry -> Reply.ok(Shapes.operation(entry)))
                .orElseThrow(() -> Problem.unknown("operation", id, List.of()).refusal());
    }

    private JsonObject proxy(Proxy proxy) {
        return site.seats().values().stream()
                .flatMap(seat -> seat.view().proxies().stream())
                .filter(view -> view.name().equals(proxy.name()))
                .findFirst()
                .map(ClusterShape::proxy)
                .orElseGet(() -> ClusterShape.proxy(unseen(proxy)));
    }

    private static ProxyView unseen(Proxy proxy) {
        return new ProxyView(proxy.name(), false, false, false, "", 0, 0, 0, "", List.of(), List.of());
    }

    private JsonObject backend(Backend backend) {
        return new JsonObject()
                .put("name", backend.name())
                .put("problems", new JsonArray(WebProblems.of(backend.name(), deploying)))
                .put("servers", Shapes.list(backend.servers(), server -> web(backend, server)));
    }

    private JsonObject web(Backend backend, Web server) {
        Optional<WebView> seen = site.webCluster().view().web().stream()
                .filter(v -> v.backend().equals(backend.name()) && v.server().equals(server.name()))
                .findFirst();
        WebView view = seen.orElseGet(
                () -> new WebView(backend.name(), server.name(), "ready", "unknown", server.weight(), 0, ""));
        JsonObject web = new JsonObject()
                .put("name", view.server())
                .put("wanted", view.wanted().toLowerCase(Locale.ROOT))
                .put("status", view.status())
                .put("weight", view.weight())
                .put("sessions", view.sessions());
        Optional<ApplicationWatch.Seen> application = deploying.watch().seen(backend.name(), server.name());
        application.ifPresent(found -> web.put("application", application(backend, server, found)));
        return web.put(
                "version", application.map(ApplicationWatch.Seen::version).orElse(""));
    }

    private JsonObject application(Backend backend, Web server, ApplicationWatch.Seen seen) {
        JsonObject json = new JsonObject()
                .put("differs", deploying.watch().differing(backend.name()).contains(server.name()))
                .put("trouble", seen.trouble());
        seen.application()
                .ifPresent(found -> json.put("deployable", found.deployable())
                        .put("healthy", found.pulse().healthy())
                        .put("digest", found.fingerprint().digest())
                        .put("files", found.fingerprint().files()));
        return json;
    }

    /** A follower is ready too, while it knows whom it follows. */
    private Future<Reply> ready() {
        Leadership.Standing standing = site.standing();
        if (!standing.leads()
                && standing.leader().isPresent()
                && standing.trouble().isEmpty()) {
            return Reply.ok(new JsonObject().put("status", "ready"));
        }
        List<String> followed = site.seats().entrySet().stream()
                .filter(entry -> !entry.getValue().view().leading())
                .map(Map.Entry::getKey)
                .toList();
        if (!followed.isEmpty()) {
            throw Problem.of(
                            503,
                            "not_leading",
                            "This controller does not lead " + String.join(", ", followed) + " yet.")
                    .refusal();
        }
        return Reply.ok(new JsonObject().put("status", "ready"));
    }
}

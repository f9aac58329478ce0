package io.signalbox.controller.daemon.api;

import io.signalbox.controller.daemon.access.Tokens;
import io.signalbox.controller.daemon.config.ControllerConfig.Address;
import io.signalbox.controller.daemon.deploy.ApplicationWatch;
import io.signalbox.controller.daemon.deploy.Deployments;
import io.signalbox.controller.daemon.drills.DrillBook;
import io.signalbox.controller.daemon.fronts.Fronts;
import io.signalbox.controller.daemon.metrics.Metrics;
import io.signalbox.controller.daemon.news.EventFeed;
import io.signalbox.controller.daemon.news.OperationBook;
import io.signalbox.controller.daemon.reads.Waiters;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The HTTP server: exactly the calls of the contract, each behind the front door. */
public final class ApiServer {
    /** Bytes of a request's body. */
    public static final int LONGEST_BODY = 64 * 1024;

    static final int LONGEST_LINE = 4096;
    static final int LONGEST_HEADERS = 16 * 1024;
    private static final int IDLE_SECONDS = 60;

    /** What the calls are answered from. */
    public record Sources(
            Site site,
            Tokens tokens,
            OperationBook operations,
            EventFeed events,
            DrillBook drills,
            Waiters waiters,
            Fronts fronts,
            Deploying deploying,
            Metrics metrics,
            Duration heartbeat) {
        /** @see EventStream#HEARTBEAT */
        public static Duration heartbeatPreset() {
            return EventStream.HEARTBEAT;
        }
    }

    /** Whatever takes servers out, one at a time. */
    public record Deploying(Deployments deployments, ApplicationWatch watch, HostErrands hosts) {}

    private ApiServer() {}

    /** Listens on {@code where}; port 0 takes any free one. */
    public static Future<HttpServer> listen(Vertx vertx, Address where, Sources sources) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(where.host())
                .setPort(where.port())
                .setTcpNoDelay(true)
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LONGEST_HEADERS)
                .setIdleTimeout(IDLE_SECONDS)
                .setHttp2ClearTextEnabled(false);
        return Contract.load(vertx)
                .map(contract -> router(vertx, contract, sources))
                .compose(router -> vertx.createHttpServer(options)
                        .requestHandler(request -> Failures.unlessUndecodable(request, router))
                        .invalidRequestHandler(Failures::invalidRequest)
                        .listen());
    }

    static Router router(Vertx vertx, Contract contract, Sources sources) {
        RouterBuilder builder = RouterBuilder.create(vertx, contract.checked(), RequestExtractor.withBodyHandler());
        Map<String, Handler<RoutingContext>> handlers = handlers(vertx, contract, sources);
        requireSame(contract, handlers.keySet());
        for (OpenAPIRoute route : builder.getRoutes()) {
            route.setDoSecurity(false)
                    .addHandler(handlers.get(route.getOperation().getOperationId()));
        }
        Router root = Router.router(vertx);
        root.route().failureHandler(new Failures());
        Failures.ANSWERED_BY_THE_ROUTER.forEach(status -> root.errorHandler(status, new Failures()));
        root.route().handler(new FrontDoor(contract, sources.tokens(), sources.metrics()::authFailure));
        root.route().handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY));
        root.route().handler(new StrictJson());
        root.route("/*").subRouter(builder.createRouter());
        return root;
    }

    private static void requireSame(Contract contract, Set<String> handled) {
        Set<String> documented = new TreeSet<>();
        contract.checked().operations().forEach(operation -> documented.add(operation.getOperationId()));
        if (!documented.equals(new TreeSet<>(handled))) {
            throw new IllegalStateException(
                    "the contract has " + documented + ", the code answers " + new TreeSet<>(handled));
        }
    }

    private static Map<String, Handler<RoutingContext>> handlers(Vertx vertx, Contract contract, Sources sources) {
        Site site = sources.site();
        DrillCalls drills = new DrillCalls(vertx, site, sources.drills());
        Idempotency idempotency = new Idempotency();
        Map<String, Handler<RoutingContext>> handlers = new HashMap<>();
        Map<String, Endpoint> reads = new HashMap<>(
                new Reads(site, sources.operations(), sources.deploying(), contract.document()).endpoints());
        reads.putAll(drills.reads());
        reads.putAll(new ReadCalls(vertx, site, sources.waiters(), sources.metrics()).endpoints());
        FrontCalls fronts = new FrontCalls(site, sources.fronts());
        reads.putAll(fronts.reads());
        LeadershipCalls leadership = new LeadershipCalls(vertx, site);
        reads.putAll(leadership.reads());
        DeployCalls deploys = new DeployCalls(vertx, site, sources.deploying().deployments());
        reads.putAll(deploys.reads());
        Map<String, Endpoint> mutations = new HashMap<>();
        drills.mutations().forEach((operation, endpoint) -> mutations.put(operation, idempotency.once(endpoint)));
        fronts.mutations().forEach((operation, endpoint) -> mutations.put(operation, idempotency.once(endpoint)));
        Map<String, Endpoint> ofLeaders = new HashMap<>();
        ofLeaders.putAll(new Mutations(site, new Asking(vertx, sources.operations())).endpoints());
        ofLeaders.putAll(leadership.ofLeaders());
        ofLeaders.putAll(deploys.mutations());
        ofLeaders.putAll(new HostCalls(vertx, site, sources.deploying().hosts()).endpoints());
        LeaderOnly leader = new LeaderOnly(site);
        ofLeaders.forEach((operation, endpoint) -> mutations.put(operation, leader.asks(idempotency.once(endpoint))));
        reads.forEach((operation, endpoint) -> handlers.put(operation, answering(endpoint)));
        mutations.forEach((operation, endpoint) -> handlers.put(operation, answering(AuditLog.audited(endpoint))));
        handlers.put("streamEvents", new EventStream(vertx, sources.events(), sources.heartbeat()));
        handlers.put("metrics", new MetricsPage(sources.metrics()));
        return handlers;
    }

    private static Handler<RoutingContext> answering(Endpoint endpoint) {
        return context -> endpoint.answer(FrontDoor.call(context))
                .onSuccess(reply -> write(context, reply))
                .onFailure(context::fail);
    }

    private static void write(RoutingContext context, Reply reply) {
        context.response().setStatusCode(reply.status()).putHeader("Content-Type", MediaTypes.JSON);
        context.response().putHeader("Cache-Control", "no-store");
        if (!reply.location().isEmpty()) {
            context.response().putHeader("Location", reply.location());
        }
        context.response().end(reply.body().toBuffer());
    }
}

package io.signalbox.agents.daemon.http;

import io.signalbox.agents.daemon.application.ApplicationDesk;
import io.signalbox.agents.daemon.config.DurationText;
import io.signalbox.agents.daemon.frontage.FrontDesk;
import io.signalbox.agents.daemon.link.Links;
import io.signalbox.agents.daemon.link.WebSocketLinks;
import io.signalbox.agents.daemon.metrics.AgentMetrics;
import io.signalbox.agents.daemon.mysql.Seen;
import io.signalbox.agents.daemon.shell.IsolationStatus;
import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.MalformedMessage;
import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Seal;
import io.signalbox.agents.protocol.Wire;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** Every route of the agent, as a table, and the server behind it. */
public final class HttpFront {
    private static final String WITHIN = "within";
    private static final String MAX_LAG = "max-lag";
    private static final Duration LONGEST_LAG = Duration.ofHours(1);
    private static final Duration DEFAULT_LAG = Duration.ofSeconds(5);
    /** Longer than any command may take; idle connections go then too. */
    private static final Duration ANSWER_BOUND = Duration.ofSeconds(150);

    /** What the routes need of the agent. Called on the loop. */
    public interface House {
        Optional<Seen> mysql();

        Report report();

        /** Empty on a host without a mysqld. */
        Optional<IsolationStatus> isolation();

        /** Empty on a host without a proxy. Its calls block. */
        Optional<FrontDesk> frontDesk();

        /** Empty on a host without a web application. Its calls block. */
        Optional<ApplicationDesk> application();

        /** Empty on a host without a web application, and until it is known. */
        Optional<LoadTold> load();

        void obey(Command command, Consumer<Answer> reply);
    }

    private interface Handler {
        void handle(Exchange exchange);
    }

    /** @param open whether anybody may come */
    private record Route(HttpMethod method, boolean open, Handler handler) {}

    private final Vertx vertx;
    private final Bearer bearer;
    private final Checks checks;
    private final House house;
    private final Links links;
    private final AgentMetrics metrics;
    private final Map<String, Route> routes = new TreeMap<>();

    public HttpFront(Vertx vertx, String server, byte[] key, House house, Links links, AgentMetrics metrics) {
        this.vertx = vertx;
        this.bearer = new Bearer(key);
        this.checks = new Checks(server, house::mysql);
        this.house = house;
        this.links = links;
        this.metrics = metrics;
        routes.put("/primary", new Route(HttpMethod.GET, true, this::primary));
        routes.put("/replica", new Route(HttpMethod.GET, true, this::replica));
        routes.put("/fresh", new Route(HttpMethod.GET, true, this::fresh));
        routes.put("/load", new Route(HttpMethod.GET, true, this::load));
        routes.put("/health/live", new Route(HttpMethod.GET, true, exchange -> exchange.text(200, "live\n")));
        routes.put("/metrics", new Route(HttpMethod.GET, true, this::metrics));
        routes.put("/status", new Route(HttpMethod.GET, false, this::status));
        Fronts fronts = new Fronts(vertx, server, new Seal(key), house::frontDesk);
        routes.put("/frontage", new Route(HttpMethod.GET, false, fronts::show));
        routes.put("/certificates", new Route(HttpMethod.POST, false, fronts::install));
        routes.put("/limits", new Route(HttpMethod.POST, false, fronts::limit));
        Applications applications = new Applications(
                vertx, house::application, () -> house.report().highestToken().term());
        routes.put("/application", new Route(HttpMethod.GET, false, applications::show));
        routes.put("/application/runs", new Route(HttpMethod.POST, false, applications::start));
        routes.put("/application/stop", new Route(HttpMethod.POST, false, applications::stop));
        routes.put("/commands", new Route(HttpMethod.POST, false, this::command));
    }

    /** Listens, or fails with the operating system's reason. */
    public Future<HttpServer> listen(String host, int port) {
        HttpServerOptions options = new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setMaxWebSocketFrameSize(Wire.LONGEST_TEXT)
                .setMaxWebSocketMessageSize(Wire.LONGEST_TEXT)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setIdleTimeout((int) ANSWER_BOUND.toSeconds());
        HttpServer server = vertx.createHttpServer(options).requestHandler(this::handle);
        new WebSocketLinks(vertx, links, metrics).attach(server);
        return server.listen(port, host);
    }

    private void handle(HttpServerRequest request) {
        Exchange exchange = new Exchange(request);
        String path = Objects.requireNonNullElse(request.path(), "");
        Route route = routes.get(path);
        if (route == null) {
            exchange.problem(404, "unknown_path", "there are " + String.join(", ", routes.keySet()));
        } else if (!request.method().equals(route.method)) {
            exchange.problem(405, "wrong_method", path + " takes " + route.method);
        } else if (!route.open && !bearer.admits(request.getHeader("Authorization"))) {
            metrics.denied(path);
            exchange.problem(401, "unauthenticated", "this needs the site's bearer token");
        } else {
            route.handler.handle(exchange);
        }
    }

    private void primary(Exchange exchange) {
        if (exchange.parameter(WITHIN).isEmpty()) {
            exchange.check(checks.primary());
        } else {
            check(exchange, WITHIN, Optional.empty(), checks::primary);
        }
    }

    private void replica(Exchange exchange) {
        check(exchange, MAX_LAG, Optional.of(DEFAULT_LAG), checks::replica);
    }

    private void fresh(Exchange exchange) {
        check(exchange, WITHIN, Optional.empty(), checks::fresh);
    }

    private void load(Exchange exchange) {
        house.load()
                .ifPresentOrElse(
                        told -> exchange.json(200, told),
                        () -> exchange.problem(
                                404,
                                "no_load",
                                "no web application is configured on this host, or it is not known yet"));
    }

    private static void check(
            Exchange exchange, String parameter, Optional<Duration> standard, Function<Duration, Check> check) {
        Optional<String> text = exchange.parameter(parameter);
        Optional<Duration> bound = text.isEmpty() ? standard : lag(text.get());
        if (bound.isEmpty()) {
            exchange.problem(
                    400,
                    "wrong_" + parameter.replace('-', '_'),
                    parameter + " is milliseconds, or a number followed by ms, s or m; at most 60m");
        } else {
            exchange.check(check.apply(bound.get()));
        }
    }

    private static Optional<Duration> lag(String given) {
        boolean bare = !given.isEmpty() && Character.isDigit(given.charAt(given.length() - 1));
        return DurationText.parse(bare ? given + "ms" : given).filter(lag -> lag.compareTo(LONGEST_LAG) <= 0);
    }

    /** The report as controllers get it, and what the agent knows of its isolation besides. */
    private void status(Exchange exchange) {
        String report = Wire.write(house.report());
        String besides = house.isolation()
                .map(isolation -> ",\"isolation\":" + Wire.write(isolation))
                .orElse("");
        exchange.send(200, "application/json", report.substring(0, report.length() - 1) + besides + "}");
    }

    private void metrics(Exchange exchange) {
        AgentMetrics.Page page = metrics.page(exchange.header("Accept").orElse(""));
        exchange.send(200, page.type(), page.text());
    }

    private void command(Exchange exchange) {
        exchange.body(body -> {
            try {
                obey(exchange, Wire.read(body, Command.class));
            } catch (MalformedMessage e) {
                exchange.problem(400, "malformed", String.valueOf(e.getMessage()));
            }
        });
    }

    private void obey(Exchange exchange, Command command) {
        long timer = vertx.setTimer(
                ANSWER_BOUND.toMillis(),
                id -> exchange.problem(
                        504, "unknown", "no answer within " + ANSWER_BOUND.toSeconds() + " s: read again"));
        house.obey(command, answer -> {
            vertx.cancelTimer(timer);
            exchange.json(200, answer);
        });
    }
}

package io.signalbox.controller.daemon.fronts;

import io.signalbox.agents.protocol.Frontage;
import io.signalbox.agents.protocol.Frontage.Install;
import io.signalbox.agents.protocol.Frontage.Limits;
import io.signalbox.agents.protocol.Frontage.Outcome;
import io.signalbox.agents.protocol.Handshake;
import io.signalbox.agents.protocol.Seal;
import io.signalbox.agents.protocol.Wire;
import io.signalbox.controller.daemon.config.ControllerConfig.Address;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Asks over HTTP, with the site's bearer; what is secret is sealed besides. */
public final class AgentFronts implements Fronts {
    /** HAProxy takes some milliseconds for a certificate, and an agent asks it for several things. */
    static final Duration BOUND = Duration.ofSeconds(5);

    private static final int OK = 200;

    private final HttpClient client;
    private final String bearer;
    private final Seal seal;
    private final Map<String, Address> agents;

    /**
     * @param bind the address that requests come from
     * @param agents by proxy
     */
    public AgentFronts(Vertx vertx, String bind, byte[] siteKey, Map<String, Address> agents) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setLocalAddress(bind).setConnectTimeout((int) BOUND.toMillis()));
        this.bearer = "Bearer " + Handshake.bearer(siteKey);
        this.seal = new Seal(siteKey);
        this.agents = Map.copyOf(agents);
    }

    @Override
    public Future<Frontage> look(String proxy) {
        return ask(proxy, HttpMethod.GET, "/frontage", Optional.empty(), Frontage.class);
    }

    @Override
    public Future<Outcome> install(String proxy, String name, String pem, boolean dryRun) {
        Install wish = new Install(name, seal.close(proxy, pem), dryRun);
        return ask(proxy, HttpMethod.POST, "/certificates", Optional.of(wish), Outcome.class);
    }

    @Override
    public Future<Outcome> limit(String proxy, Limits limits) {
        return ask(proxy, HttpMethod.POST, "/limits", Optional.of(limits), Outcome.class);
    }

    private <T> Future<T> ask(String proxy, HttpMethod method, String path, Optional<Record> body, Class<T> type) {
        Address agent = agents.get(proxy);
        if (agent == null) {
            return Future.failedFuture("no agent is known of " + proxy);
        }
        RequestOptions request = new RequestOptions()
                .setMethod(method)
                .setHost(agent.host())
                .setPort(agent.port())
                .setURI(path)
                .setTimeout(BOUND.toMillis())
                .putHeader("Authorization", bearer);
        return client.request(request)
                .compose(open -> body.isPresent() ? open.send(Wire.write(body.get())) : open.send())
                .compose(AgentFronts::text)
                .map(text -> Wire.read(text, type));
    }

    private static Future<String> text(HttpClientResponse response) {
        return response.body()
                .compose(body -> response.statusCode() == OK
                        ? Future.succeededFuture(body.toString())
                        : Future.failedFuture("its agent answered " + response.statusCode() + ": " + body));
    }
}

package io.signalbox.controller.daemon.fronts;

import io.signalbox.agents.protocol.Handshake;
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

/** Calls of agents over HTTP, with the site's bearer. */
public final class AgentCalls {
    private static final int OK = 200;

    private final HttpClient client;
    private final String bearer;
    private final Map<String, Address> agents;
    private final Duration bound;

    /**
     * @param bind the address that requests come from
     * @param agents by whatever callers call them
     * @param bound after which a call has failed
     */
    public AgentCalls(Vertx vertx, String bind, byte[] siteKey, Map<String, Address> agents, Duration bound) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setLocalAddress(bind).setConnectTimeout((int) bound.toMillis()));
        this.bearer = "Bearer " + Handshake.bearer(siteKey);
        this.agents = Map.copyOf(agents);
        this.bound = bound;
    }

    /** The future fails with a sentence if the agent does not answer, or with another status than 200. */
    public <T> Future<T> ask(String name, HttpMethod method, String path, Optional<Record> body, Class<T> type) {
        Address agent = agents.get(name);
        if (agent == null) {
            return Future.failedFuture("no agent is known of " + name);
        }
        RequestOptions request = new RequestOptions()
                .setMethod(method)
                .setHost(agent.host())
                .setPort(agent.port())
                .setURI(path)
                .setTimeout(bound.toMillis())
                .putHeader("Authorization", bearer);
        return client.request(request)
                .compose(open -> body.isPresent() ? open.send(Wire.write(body.get())) : open.send())
                .compose(AgentCalls::text)
                .map(text -> Wire.read(text, type));
    }

    private static Future<String> text(HttpClientResponse response) {
        return response.body()
                .compose(body -> response.statusCode() == OK
                        ? Future.succeededFuture(body.toString())
                        : Future.failedFuture("its agent answered " + response.statusCode() + ": " + body));
    }
}

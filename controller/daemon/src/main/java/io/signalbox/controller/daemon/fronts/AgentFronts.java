package io.signalbox.controller.daemon.fronts;

import io.signalbox.agents.protocol.Frontage;
import io.signalbox.agents.protocol.Frontage.Install;
import io.signalbox.agents.protocol.Frontage.Limits;
import io.signalbox.agents.protocol.Frontage.Outcome;
import io.signalbox.agents.protocol.Seal;
import io.signalbox.controller.daemon.config.ControllerConfig.Address;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Asks over HTTP, with the site's bearer; what is secret is sealed besides. */
public final class AgentFronts implements Fronts {
    /** HAProxy takes some milliseconds for a certificate, and an agent asks it for several things. */
    static final Duration BOUND = Duration.ofSeconds(5);

    private final AgentCalls calls;
    private final Seal seal;

    /**
     * @param bind the address that requests come from
     * @param agents by proxy
     */
    public AgentFronts(Vertx vertx, String bind, byte[] siteKey, Map<String, Address> agents) {
        this.calls = new AgentCalls(vertx, bind, siteKey, agents, BOUND);
        this.seal = new Seal(siteKey);
    }

    @Override
    public Future<Frontage> look(String proxy) {
        return calls.ask(proxy, HttpMethod.GET, "/frontage", Optional.empty(), Frontage.class);
    }

    @Override
    public Future<Outcome> install(String proxy, String name, String pem, boolean dryRun) {
        Install wish = new Install(name, seal.close(proxy, pem), dryRun);
        return calls.ask(proxy, HttpMethod.POST, "/certificates", Optional.of(wish), Outcome.class);
    }

    @Override
    public Future<Outcome> limit(String proxy, Limits limits) {
        return calls.ask(proxy, HttpMethod.POST, "/limits", Optional.of(limits), Outcome.class);
    }
}

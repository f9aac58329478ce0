package io.signalbox.controller.daemon.fronts;

import io.signalbox.agents.protocol.Frontage;
import io.signalbox.agents.protocol.Frontage.Limits;
import io.signalbox.agents.protocol.Frontage.Outcome;
import io.vertx.core.Future;

/** The agents on the proxies' hosts, by the proxy's name. A future fails with a sentence if the agent does not answer. */
public interface Fronts {
    Future<Frontage> look(String proxy);

    /** @param pem chain and key; secret */
    Future<Outcome> install(String proxy, String name, String pem, boolean dryRun);

    Future<Outcome> limit(String proxy, Limits limits);
}

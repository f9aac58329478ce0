package io.signalbox.site.render;

import io.signalbox.haproxy.configuration.ProxyLayout.Fresh;
import io.signalbox.haproxy.configuration.ProxyLayout.Listener;
import io.signalbox.haproxy.configuration.ProxyLayout.Reads;
import io.signalbox.haproxy.configuration.ProxyLayout.Timing;
import io.signalbox.haproxy.pool.LastResort;
import io.signalbox.site.layout.SiteAddresses;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** How a site is read from: what {@code haproxy.cfg} checks and what the agent beside it goes by must be the same. */
record ReadsPlan(SitePlan plan, String proxy) {
    static final Timing TIMING = Timing.onOneMachine();
    private static final Duration MAX_LAG = Duration.ofSeconds(5);
    private static final Duration FRESH_WITHIN = Duration.ofSeconds(1);

    Reads reads() {
        return new Reads(listener(SiteAddresses.READ), MAX_LAG, lastResort(), Optional.of(fresh()));
    }

    Fresh fresh() {
        return new Fresh(listener(SiteAddresses.FRESH), FRESH_WITHIN);
    }

    Duration freshChecked() {
        return fresh().checked(TIMING.retryGrain());
    }

    LastResort lastResort() {
        return LastResort.valueOf(plan.description().whenAllReplicasLag().toUpperCase(Locale.ROOT));
    }

    private Listener listener(int port) {
        return new Listener(plan.addresses().frontends(proxy), port);
    }
}

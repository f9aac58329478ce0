package io.signalbox.controller.daemon.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * That a host shall be taken out of service, or put back, as it is journaled. Its steps are not: they follow from what is so.
 *
 * @param id also that of its operation
 * @param out or back
 * @param deadline of the drains
 * @param open it has not ended
 */
record HostErrand(
        String id, String host, boolean out, Duration deadline, String requestedBy, Instant startedAt, boolean open) {

    String kind() {
        return out ? "host-maintenance" : "host-ready";
    }

    HostErrand ended() {
        return new HostErrand(id, host, out, deadline, requestedBy, startedAt, false);
    }

    HostPlan plan(Site site) {
        return new HostPlan(site, host);
    }

    List<HostPlan.Step> steps(Site site) {
        return out ? plan(site).out(Optional.of(deadline)) : plan(site).back();
    }
}

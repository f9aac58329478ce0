package io.signalbox.agents.daemon.proxy;

import io.signalbox.haproxy.command.Name;
import io.signalbox.haproxy.configuration.BackendNames;
import io.signalbox.haproxy.pool.LagCurve;
import io.signalbox.haproxy.pool.LastResort;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The read pool that an agent keeps. */
public record PoolSettings(Name readers, LagCurve curve, LastResort lastResort, Optional<Doors> doors) {

    /** The backends of fresh reads, and what their servers' agents must vouch for. */
    public record Doors(Name fresh, Duration within) {
        List<Name> backends() {
            return List.of(fresh, new Name(BackendNames.freshPrimaryOf(fresh.text())));
        }
    }
}

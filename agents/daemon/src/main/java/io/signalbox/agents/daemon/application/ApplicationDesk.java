package io.signalbox.agents.daemon.application;

import io.signalbox.agents.daemon.application.HookDesk.Hook;
import io.signalbox.agents.protocol.Application;
import io.signalbox.agents.protocol.Application.Outcome;
import io.signalbox.agents.protocol.Application.Pulse;
import io.signalbox.agents.protocol.Application.Start;
import io.signalbox.agents.protocol.Application.Stop;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Everything about the web application of this host. Its methods block, a second or two at most. */
public final class ApplicationDesk implements AutoCloseable {
    private final String server;
    private final PulseProbe probe;
    private final FingerprintWatch watch;
    private final HookDesk hooks;

    /**
     * @param health where its health can be asked
     * @param every how often the files are looked at
     */
    public ApplicationDesk(
            String server, Optional<Hook> hook, Optional<URI> health, List<Path> paths, Duration every, Path stateDir)
            throws IOException {
        this.server = server;
        this.probe = new PulseProbe(health);
        this.watch = new FingerprintWatch(new Fingerprints(paths, InstantSource.system()), every);
        this.hooks = new HookDesk(hook, stateDir, watch::soon);
    }

    /** As it is now; the fingerprint as it was taken last. */
    public Application look() {
        Pulse pulse = probe.take();
        if (pulse.healthy()) {
            hooks.good(pulse.version());
        }
        return new Application(server, hooks.deployable(), pulse, watch.latest(), hooks.lastGood(), hooks.run());
    }

    /** @param heard the newest term in any order that this agent took */
    public Outcome start(Start order, long heard) {
        return hooks.start(order, heard);
    }

    /** @param heard the newest term in any order that this agent took */
    public Outcome stop(Stop order, long heard) {
        return hooks.stop(order, heard);
    }

    @Override
    public void close() {
        watch.close();
    }
}

package io.signalbox.controller.daemon;

import io.signalbox.controller.daemon.api.ApiServer;
import io.signalbox.controller.daemon.config.ControllerConfig.Backend;
import io.signalbox.controller.daemon.config.ControllerConfig.Web;
import io.signalbox.controller.daemon.deploy.ApplicationWatch;
import io.signalbox.controller.daemon.metrics.WebSight;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the metrics say of web servers, from what is known of their applications. */
final class WebSights {
    private WebSights() {}

    static List<WebSight> of(Backend backend, ApiServer.Deploying deploying) {
        Set<String> differing = deploying.watch().differing(backend.name());
        Set<String> leftOut = deploying.deployments().leftOut(backend.name());
        return backend.servers().stream()
                .map(Web::name)
                .map(server -> sight(
                        backend.name(), server, deploying.watch().seen(backend.name(), server), differing, leftOut))
                .toList();
    }

    private static WebSight sight(
            String backend,
            String server,
            Optional<ApplicationWatch.Seen> seen,
            Set<String> differing,
            Set<String> leftOut) {
        Optional<Boolean> differs =
                seen.filter(found -> !found.digest().isEmpty()).map(found -> differing.contains(server));
        return new WebSight(
                backend,
                server,
                seen.map(ApplicationWatch.Seen::version).orElse(""),
                differs,
                leftOut.contains(server));
    }
}

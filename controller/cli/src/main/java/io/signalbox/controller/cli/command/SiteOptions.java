package io.signalbox.controller.cli.command;

import io.signalbox.controller.cli.api.Endpoint;
import io.signalbox.controller.cli.api.Failed;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which controller. A token is only ever named by its file. */
final class SiteOptions {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "The site's directory (default: $SIGNALBOX_DIR, else .site in the repository).")
    @Nullable
    Path dir;

    @Option(
            names = "--api",
            paramLabel = "URL",
            description = "A controller, such as http://127.0.1.1:8090, instead of a site's.")
    @Nullable
    URI api;

    @Option(names = "--token-file", paramLabel = "FILE", description = "Holds the bearer token; goes with --api.")
    @Nullable
    Path tokenFile;

    /** A token of one site is never sent to a controller that was named by hand. */
    Endpoint endpoint(Surroundings surroundings) throws Failed {
        if (api != null && tokenFile != null) {
            return Endpoint.of(api, tokenFile);
        }
        if (api != null || tokenFile != null) {
            throw new WrongUse("--api and --token-file go together");
        }
        return Endpoint.ofSite(siteDir(surroundings));
    }

    private Path siteDir(Surroundings surroundings) {
        return Optional.ofNullable(dir)
                .or(() -> surroundings
                        .environment()
                        .apply("SIGNALBOX_DIR")
                        .filter(value -> !value.isEmpty())
                        .map(Path::of))
                .or(() -> surroundings.defaultDir().map(Path::of))
                .orElseGet(() -> Path.of(".site"))
                .toAbsolutePath()
                .normalize();
    }
}

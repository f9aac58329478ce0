package io.signalbox.lab;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the site is, when it is not said: as the other commands have it. */
final class SiteDirectory {
    private SiteDirectory() {}

    static Path of(@Nullable Path said) {
        return Optional.ofNullable(said)
                .or(() -> Optional.ofNullable(System.getenv("SIGNALBOX_DIR"))
                        .filter(value -> !value.isEmpty())
                        .map(Path::of))
                .or(() -> Optional.ofNullable(System.getProperty("signalbox.home"))
                        .map(home -> Path.of(home, ".site")))
                .orElseGet(() -> Path.of(".site"))
                .toAbsolutePath()
                .normalize();
    }
}

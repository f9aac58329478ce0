package io.signalbox.site.command;

import io.signalbox.site.Site;
import io.signalbox.site.layout.SiteLayout;
import io.signalbox.site.start.Archives;
import io.signalbox.site.start.Down;
import io.signalbox.site.start.SiteLock;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code down}. */
@Command(
        name = "down",
        description =
                "Ends a site in order: clients are held, writes closed, every mysqld stopped, then the rest. Its data stays.",
        mixinStandardHelpOptions = true)
final class DownCommand extends SiteCommand {
    @Option(
            names = "--bound",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long the orderly stop of MySQL may take (default: ${DEFAULT-VALUE}).")
    int bound;

    @Override
    int run() throws IOException, InterruptedException {
        SiteLayout layout = Site.open(layout().dir()).layout();
        boolean nothingLeft =
                SiteLock.holding(layout, () -> new Down(layout, this::tell).orderly(Duration.ofSeconds(bound)));
        if (nothingLeft) {
            Archives.publishAfter(layout, Environment.cache());
        }
        tell(nothingLeft ? "Nothing of " + layout.dir() + " is running." : "Something is still running.");
        return nothingLeft ? DONE : FAILED;
    }
}

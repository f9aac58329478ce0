package io.signalbox.site.command;

import io.signalbox.site.Json;
import io.signalbox.site.Site;
import io.signalbox.site.layout.SiteDescription;
import io.signalbox.site.start.Up;
import io.signalbox.site.start.UpRequest;
import java.io.IOException;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code up}. */
@Command(
        name = "up",
        description =
                "Starts a site on this machine, or resumes it with its data, and returns when a write through HAProxy succeeded.",
        mixinStandardHelpOptions = true)
final class UpCommand extends SiteCommand {
    @Option(names = "--servers", paramLabel = "2..5", description = "Database servers of a new site (default: 2).")
    @Nullable
    Integer servers;

    @Option(names = "--keep", description = "When the start fails, leave running what does run, to look at it.")
    boolean keep;

    @Option(
            names = "--output",
            paramLabel = "table|json",
            defaultValue = "table",
            description = "json: one document with all addresses.")
    Output output = Output.TABLE;

    @Override
    Output output() {
        return output;
    }

    @Override
    int run() throws IOException, InterruptedException {
        Site site = new Up(request(), this::tell).run();
        print(output == Output.JSON ? Json.pretty(site.describe()) + "\n" : new AddressPage(site).text());
        return DONE;
    }

    private UpRequest request() {
        return new UpRequest(
                layout().dir(),
                wanted(),
                Environment.jars(),
                Environment.cache(),
                Environment.mysql(),
                Environment.haproxy(),
                Environment.launcher(),
                keep);
    }

    private OptionalInt wanted() {
        if (servers == null) {
            return OptionalInt.empty();
        }
        if (servers < SiteDescription.FEWEST_SERVERS || servers > SiteDescription.MOST_SERVERS) {
            CommandSpec command = Objects.requireNonNull(spec);
            throw new ParameterException(
                    command.commandLine(),
                    "--servers: " + servers + ": must be " + SiteDescription.FEWEST_SERVERS + " to "
                            + SiteDescription.MOST_SERVERS);
        }
        return OptionalInt.of(servers);
    }
}

package io.signalbox.site.command;

import io.signalbox.site.Json;
import io.signalbox.site.Site;
import io.signalbox.site.layout.ControlHosts;
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

    @Option(names = "--proxies", paramLabel = "1..16", description = "HAProxies of a new site (default: 1).")
    @Nullable
    Integer proxies;

    @Option(
            names = "--controllers",
            paramLabel = "1|3",
            description = "Controllers of a new site (default: 1); three share an etcd of three members.")
    @Nullable
    Integer controllers;

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
                wanted("--servers", servers, SiteDescription.FEWEST_SERVERS, SiteDescription.MOST_SERVERS),
                wanted("--proxies", proxies, 1, SiteDescription.MOST_PROXIES),
                wantedControllers(),
                Environment.jars(),
                Environment.cache(),
                Environment.mysql(),
                Environment.haproxy(),
                Environment.etcd(),
                Environment.launcher(),
                keep);
    }

    private OptionalInt wantedControllers() {
        if (controllers == null) {
            return OptionalInt.empty();
        }
        if (controllers != 1 && controllers != ControlHosts.MOST) {
            CommandSpec command = Objects.requireNonNull(spec);
            throw new ParameterException(
                    command.commandLine(), "--controllers: " + controllers + ": must be 1 or " + ControlHosts.MOST);
        }
        return OptionalInt.of(controllers);
    }

    private OptionalInt wanted(String option, @Nullable Integer number, int least, int most) {
        if (number == null) {
            return OptionalInt.empty();
        }
        if (number < least || number > most) {
            CommandSpec command = Objects.requireNonNull(spec);
            throw new ParameterException(
                    command.commandLine(), option + ": " + number + ": must be " + least + " to " + most);
        }
        return OptionalInt.of(number);
    }
}

package io.signalbox.site.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalbox.site.Json;
import io.signalbox.site.Site;
import io.signalbox.site.SiteOutline;
import io.signalbox.site.supervisor.ProcessIdentity;
import io.signalbox.site.supervisor.ProgramStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code status --site}: addresses and processes, also when the controller is down. */
@Command(name = "status", description = "The addresses and processes of a site.", mixinStandardHelpOptions = true)
final class SiteStatusCommand extends SiteCommand {
    @Option(names = "--site", description = "Of the site itself (without it the controller is asked).")
    boolean site;

    @Option(
            names = "--output",
            paramLabel = "table|json",
            defaultValue = "table",
            description = "json: what `up` prints, and the processes.")
    Output output = Output.TABLE;

    @Override
    Output output() {
        return output;
    }

    @Override
    int run() {
        Site known = Site.open(layout().dir());
        List<ProgramStatus> programs = known.processes();
        print(output == Output.JSON ? json(known, programs) : new AddressPage(known).text() + table(known, programs));
        if (programs.isEmpty()) {
            tell("The site is not running.");
        }
        return DONE;
    }

    private static String json(Site site, List<ProgramStatus> programs) {
        ObjectNode document = Json.MAPPER.valueToTree(site.describe());
        document.put("running", !programs.isEmpty());
        document.set("processes", Json.MAPPER.valueToTree(programs));
        return Json.pretty(document) + "\n";
    }

    private static String table(Site site, List<ProgramStatus> programs) {
        StringBuilder table = new StringBuilder("\nProcesses\n");
        for (ProgramStatus program : programs) {
            table.append("  %-16s %-20s %-12s %s%n"
                    .formatted(
                            program.name(),
                            program.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                            pid(program.pid()),
                            program.lastEnd().map(end -> "before: " + end).orElse("")));
        }
        for (SiteOutline.Server server : site.describe().servers()) {
            Optional<Long> pid = site.mysqld(server.name()).map(ProcessIdentity::pid);
            table.append("  %-16s %-20s %s%n"
                    .formatted(server.name() + "/mysqld", pid.isPresent() ? "running" : "stopped", pid(pid)));
        }
        return table.toString();
    }

    private static String pid(Optional<Long> pid) {
        return pid.map(number -> "pid " + number).orElse("");
    }
}

package io.signalbox.site.command;

import io.signalbox.site.Site;
import io.signalbox.site.SiteFailure;
import io.signalbox.site.SiteOutline;
import io.signalbox.site.layout.SiteLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logs}: what the processes of a site wrote, by tail(1). */
@Command(
        name = "logs",
        description =
                "What the processes of a site wrote: of one (such as db1/agent or db1/mysqld), or the end of each.",
        mixinStandardHelpOptions = true)
final class LogsCommand extends SiteCommand {
    @Parameters(arity = "0..1", paramLabel = "PROCESS", description = "host/process; without it, all.")
    @Nullable
    String process;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is written from now on.")
    boolean follow;

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "20",
            description = "How many lines of each (default: ${DEFAULT-VALUE}).")
    int lines;

    @Override
    int run() throws IOException, InterruptedException {
        Site site = Site.open(layout().dir());
        Map<String, Path> logs = logs(site);
        List<String> command = new ArrayList<>(List.of("tail", "-n", Integer.toString(lines)));
        if (follow) {
            command.add("-F");
        }
        for (Path log : process == null ? logs.values() : List.of(one(logs, process))) {
            command.add(log.toString());
        }
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0 ? DONE : FAILED;
    }

    private static Path one(Map<String, Path> logs, String process) {
        Path log = logs.get(process);
        if (log == null) {
            throw new SiteFailure(
                    "There is no log of '" + process + "'; there are " + String.join(", ", logs.keySet()) + ".");
        }
        return log;
    }

    private static Map<String, Path> logs(Site site) throws IOException {
        SiteLayout layout = site.layout();
        Map<String, Path> logs = new TreeMap<>();
        try (Stream<Path> files = Files.list(layout.logs())) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".log"))
                    .map(name ->
                            name.substring(0, name.length() - ".log".length()).replaceFirst("-", "/"))
                    .forEach(name -> logs.put(name, layout.log(name)));
        }
        for (SiteOutline.Server server : site.describe().servers()) {
            Path log = layout.mysqldLog(server.name());
            if (Files.exists(log)) {
                logs.put(server.name() + "/mysqld", log);
            }
        }
        return logs;
    }
}

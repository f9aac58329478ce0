package io.signalbox.site.command;

import io.signalbox.site.Json;
import io.signalbox.site.network.FileChecks;
import io.signalbox.site.network.NetworkDescription;
import io.signalbox.site.network.NetworkFiles;
import io.signalbox.site.network.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code render}. */
@Command(
        name = "render",
        description = {
            "haproxy.cfg, keepalived.conf and packet filter of every host, from one description of a site on hosts of its own.",
            "Prints them; with --out writes them into HOST/FILE below a directory; with --check asks the programs that will read",
            "them, and shows how they differ from what lies below --against. Exit code 1 if one is invalid or differs."
        },
        mixinStandardHelpOptions = true)
final class RenderCommand extends SiteCommand {
    @Parameters(index = "0", paramLabel = "FILE", description = "The description; docs/network.md has every key.")
    @Nullable
    Path file;

    @Option(names = "--out", paramLabel = "DIR", description = "Write them there.")
    @Nullable
    Path out;

    @Option(names = "--check", description = "Write nothing.")
    boolean check;

    @Option(names = "--against", paramLabel = "DIR", description = "What lies on the hosts, collected as HOST/FILE.")
    @Nullable
    Path against;

    @Option(names = "--output", paramLabel = "table|json", defaultValue = "table", description = "Of --check.")
    Output output = Output.TABLE;

    @Override
    Output output() {
        return output;
    }

    @Override
    int run() throws IOException, InterruptedException {
        NetworkDescription description = NetworkDescription.read(Objects.requireNonNull(file, "required by picocli"));
        if (check) {
            return checked(description);
        }
        SortedMap<String, String> files = NetworkFiles.of(description);
        if (out == null) {
            print(files.entrySet().stream()
                    .map(each -> "==> " + each.getKey() + " <==\n" + each.getValue())
                    .collect(Collectors.joining("\n")));
        } else {
            write(files, out);
        }
        return DONE;
    }

    private void write(SortedMap<String, String> files, Path directory) throws IOException {
        for (Map.Entry<String, String> each : files.entrySet()) {
            Path target = directory.resolve(each.getKey());
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            Files.writeString(target, each.getValue());
            tell(target.toString());
        }
    }

    private int checked(NetworkDescription description) throws IOException, InterruptedException {
        List<Verdict> verdicts = new FileChecks(
                        Environment.haproxy(), Environment.keepalived(), Environment.onPath("nft"))
                .of(description, Optional.ofNullable(against));
        print(output == Output.JSON ? Json.pretty(Map.of("items", verdicts)) + "\n" : table(verdicts));
        return verdicts.stream().allMatch(Verdict::well) ? DONE : FAILED;
    }

    private static String table(List<Verdict> verdicts) {
        return verdicts.stream()
                .map(verdict -> "  %-24s %s%n".formatted(verdict.file(), words(verdict)) + details(verdict))
                .collect(Collectors.joining());
    }

    private static String words(Verdict verdict) {
        String check = verdict.check().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return check + (verdict.difference().isEmpty() ? "" : ", differs");
    }

    private static String details(Verdict verdict) {
        return (verdict.said() + "\n" + verdict.difference())
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> "    " + line + "\n")
                .collect(Collectors.joining());
    }
}

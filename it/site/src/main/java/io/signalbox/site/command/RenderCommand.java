package io.signalbox.site.command;

import io.signalbox.site.Json;
import io.signalbox.site.Site;
import io.signalbox.site.SiteFailure;
import io.signalbox.site.layout.SiteDescription;
import io.signalbox.site.layout.SiteLayout;
import io.signalbox.site.network.FileChecks;
import io.signalbox.site.network.NetworkDescription;
import io.signalbox.site.network.NetworkFiles;
import io.signalbox.site.network.Verdict;
import io.signalbox.site.render.SitePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
            "them, and shows how they differ from what lies below --against or, on a proxy's host, from what lies and runs there.",
            "--check without FILE looks at the site in --dir, its files and what its processes have loaded.",
            "Exit codes: 0 the same, 1 something differs or is missing, 2 the description is wrong, a file is invalid, or something",
            "may not be read."
        },
        mixinStandardHelpOptions = true)
final class RenderCommand extends SiteCommand {
    private static final int WRONG = 2;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "The description; docs/network.md has every key.")
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
    int run() throws InterruptedException {
        if (file == null) {
            return checkedHere();
        }
        try {
            NetworkDescription description = NetworkDescription.read(file);
            return check ? checked(description) : rendered(description);
        } catch (SiteFailure wrong) {
            return wrong(String.valueOf(wrong.getMessage()));
        } catch (IOException unreadable) {
            return wrong(sentence(unreadable));
        }
    }

    private int checked(NetworkDescription description) throws IOException, InterruptedException {
        return told(checks().of(
                        description,
                        Optional.ofNullable(against),
                        against == null ? FileChecks.hostsHere(description) : Set.of()));
    }

    private int rendered(NetworkDescription description) throws IOException {
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

    private int wrong(String sentence) {
        failed(sentence);
        return WRONG;
    }

    private static FileChecks checks() {
        return new FileChecks(Environment.haproxy(), Environment.keepalived(), Environment.onPath("nft"));
    }

    /** Of the site on this machine. */
    private int checkedHere() throws InterruptedException {
        if (!check) {
            throw wrongUse("FILE is missing; only --check can do without it, and then looks at the site in --dir");
        }
        try {
            SiteLayout layout = layout();
            Site site = Site.open(layout.dir());
            SitePlan plan = SitePlan.of(
                    SiteDescription.read(layout.description()),
                    layout,
                    Environment.mysql(),
                    Environment.haproxy(),
                    Environment.launcher());
            return told(new SiteCheck(plan, site).run());
        } catch (SiteFailure wrong) {
            return wrong(String.valueOf(wrong.getMessage()));
        } catch (IOException unreadable) {
            return wrong(sentence(unreadable));
        }
    }

    private int told(List<Verdict> verdicts) {
        print(output == Output.JSON ? Json.pretty(Map.of("items", verdicts)) + "\n" : table(verdicts));
        if (!verdicts.stream().allMatch(Verdict::sound)) {
            return WRONG;
        }
        return verdicts.stream().allMatch(Verdict::same) ? DONE : FAILED;
    }

    private static String table(List<Verdict> verdicts) {
        return verdicts.stream()
                .map(verdict -> "  %-24s %s%n".formatted(verdict.file(), verdict.words()) + details(verdict))
                .collect(Collectors.joining());
    }

    private static String details(Verdict verdict) {
        String findings = verdict.findings().stream()
                .map(finding -> finding.weight().name().toLowerCase(Locale.ROOT) + ": " + finding.place() + ": "
                        + finding.sentence())
                .collect(Collectors.joining("\n"));
        return String.join("\n", verdict.said(), findings, String.join("\n", verdict.running()), verdict.difference())
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> "    " + line + "\n")
                .collect(Collectors.joining());
    }
}

package io.signalbox.controller.replay;

import io.signalbox.controller.daemon.recorder.UnreadableRecording;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./signalbox replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a flight recording through the kernel again, without a site, and shows what was decided.",
            "As recorded: checks that every decision is the same. With --policy or --set: shows beside it what",
            "would have been decided otherwise; from the first difference on, the world is still the recorded one.",
            "A controller records below its stateDir, in recordings/CLUSTER."
        },
        footer = {
            "",
            "Exit codes: 0 the same decisions, or another policy was played; 1 other decisions than recorded (the first",
            "is shown), or the recording cannot be read, or not to its end; 2 wrong use."
        })
public final class ReplayMain implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;
    private static final long LONGEST_POLICY_BYTES = 1 << 20;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE|DIR", description = "A segment (NUMBER.recording.gz), or a directory of them.")
    private @Nullable Path path;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description =
                    "Decide by these keys of a cluster in the controller's file: bounds, whenNoAckers ... What it "
                            + "does not name stays as recorded.")
    private @Nullable Path policy;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One of those keys, such as bounds.silentAfter=1s; may be given several times.")
    private Map<String, String> sets = new LinkedHashMap<>();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Tell what was heard from then on (2026-11-26T10:00:00Z).")
    private String from = "";

    @Option(names = "--to", paramLabel = "TIME", description = "Play up to then.")
    private String to = "";

    @Option(names = "--output", defaultValue = "text", description = "text or json (default ${DEFAULT-VALUE})")
    private String output = "text";

    private ReplayMain() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ReplayMain());
    }

    @Override
    public Integer call() {
        try {
            Report report = replay();
            out(output.equals("json") ? JsonPage.of(report) + System.lineSeparator() : TextPage.of(report));
            return report.good() ? 0 : FAILED;
        } catch (WrongUse e) {
            return failed(WRONG_USE, "wrong_use", String.valueOf(e.getMessage()));
        } catch (UnreadableRecording e) {
            return failed(FAILED, "unreadable_recording", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return failed(FAILED, "unreadable_recording", "the recording cannot be read: " + e.getMessage());
        }
    }

    private Report replay() throws IOException, UnreadableRecording {
        if (!output.equals("json") && !output.equals("text")) {
            throw new WrongUse("--output is text or json");
        }
        Reel reel = Reel.of(java.util.Objects.requireNonNull(path));
        return new Replay(policyText(), sets)
                .run(reel, time("--from", from, Instant.MIN), time("--to", to, Instant.MAX));
    }

    private String policyText() throws IOException {
        if (policy == null) {
            return "";
        }
        if (!Files.isReadable(policy) || Files.isDirectory(policy) || Files.size(policy) > LONGEST_POLICY_BYTES) {
            throw new WrongUse("the policy " + policy + " cannot be read");
        }
        return Files.readString(policy);
    }

    private static Instant time(String option, String text, Instant otherwise) {
        try {
            return text.isEmpty() ? otherwise : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new WrongUse(option + " is a time such as 2026-11-26T10:00:00Z, not " + text);
        }
    }

    private int failed(int code, String name, String sentence) {
        line().getErr().println("signalbox replay: " + sentence);
        line().getErr().flush();
        if (output.equals("json")) {
            out(JsonPage.problem(name, sentence) + System.lineSeparator());
        }
        return code;
    }

    private void out(String text) {
        PrintWriter out = line().getOut();
        out.print(text);
        out.flush();
    }

    private CommandLine line() {
        return java.util.Objects.requireNonNull(spec).commandLine();
    }
}

package io.signalbox.controller.simulation;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code simulate}: many histories, each from a seed of its own, each replayed exactly by that seed. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Runs the shipped minds through faulty histories on a virtual clock and judges every event.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:no invariant was broken", "1:an invariant was broken", "2:wrong use"})
public final class SimulateMain implements Callable<Integer> {
    /** What was done is put down this often. */
    private static final int SAVED_EVERY = 500;

    private static final double NANOS = 1e9;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--histories", defaultValue = "1000", description = "how many in all (default ${DEFAULT-VALUE})")
    private long histories;

    @Option(names = "--seed", defaultValue = "1", description = "of the first; the next has the next")
    private long seed;

    @Option(names = "--seconds", defaultValue = "0", description = "stop after so many; 0: when all are done")
    private long most;

    @Option(names = "--resume", description = "file with what was done before; goes on there, and keeps it up to date")
    private @Nullable Path file;

    @Option(names = "--threads", description = "histories side by side (default: one for each processor)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--trace", description = "tell everything that happens, on standard error; one after the other")
    private boolean trace;

    @Option(names = "--output", defaultValue = "text", description = "text or json (default ${DEFAULT-VALUE})")
    private String output = "text";

    private SimulateMain() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new SimulateMain());
    }

    @Override
    public Integer call() throws IOException {
        boolean json = output.equals("json");
        if (histories < 1 || most < 0 || threads < 1 || !(json || output.equals("text"))) {
            throw wrong("--histories and --threads are at least 1, --seconds at least 0, --output is text or json");
        }
        Tally tally = takeUp();
        run(tally);
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? tally.document() + System.lineSeparator() : tally.text());
        out.flush();
        return tally.clean() ? 0 : 1;
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private void run(Tally tally) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        long begun = System.nanoTime();
        long mark = begun;
        Optional<Consumer<String>> log = trace ? Optional.of(err::println) : Optional.empty();
        try (Lanes lanes = new Lanes(trace ? 1 : threads, tally.next(), log)) {
            while (tally.histories() < histories && (most == 0 || mark - begun < most * NANOS)) {
                Lanes.Done done = lanes.next();
                tally.add(done.outcome());
                tell(err, done.outcome());
                long now = System.nanoTime();
                tally.took((now - mark) / NANOS, done.cpu() / NANOS);
                mark = now;
                if (tally.histories() % SAVED_EVERY == 0) {
                    putDown(tally);
                }
            }
        }
        putDown(tally);
    }

    private static void tell(PrintWriter err, History.Outcome outcome) {
        for (Judge.Violation violation : outcome.violations()) {
            err.printf(
                    "seed %d, %.3f s: %s: %s%n  replay: %s%n",
                    outcome.seed(),
                    violation.at() / (double) Schedule.SECOND,
                    Tally.word(violation.invariant()),
                    violation.sentence(),
                    Tally.replay(outcome.seed()));
            err.flush();
        }
    }

    private Tally takeUp() throws IOException {
        if (file == null || !Files.exists(file)) {
            return new Tally(seed);
        }
        try {
            return new Tally(new ObjectMapper().readTree(file.toFile()));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw wrong(file + " was not written by --resume: " + e.getOriginalMessage());
        }
    }

    /** The whole file or the old one, whenever this process is killed. */
    private void putDown(Tally tally) throws IOException {
        if (file != null) {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.writeString(next, tally.document().toPrettyString());
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}

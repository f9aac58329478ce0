package io.signalbox.controller.simulation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
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
    /** How many violations are shown one by one. */
    private static final int MOST_SHOWN = 100;

    private static final double NANOS = 1e9;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--histories", defaultValue = "1000", description = "how many (default ${DEFAULT-VALUE})")
    private int histories;

    @Option(names = "--seed", defaultValue = "1", description = "of the first; the next has the next")
    private long seed;

    @Option(names = "--trace", description = "tell everything that happens, on standard error")
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
    public Integer call() {
        boolean json = output.equals("json");
        if (histories < 1 || !(json || output.equals("text"))) {
            throw new ParameterException(spec.commandLine(), "--histories is at least 1, --output is text or json");
        }
        PrintWriter err = spec.commandLine().getErr();
        long begun = System.nanoTime();
        long events = 0;
        List<History.Outcome> failed = new ArrayList<>();
        for (int i = 0; i < histories; i++) {
            History.Outcome outcome = History.run(seed + i, trace ? err::println : line -> {});
            events += outcome.events();
            if (!outcome.violations().isEmpty()) {
                failed.add(outcome);
                tell(err, outcome);
            }
        }
        report(json, events, (System.nanoTime() - begun) / NANOS, failed);
        return failed.isEmpty() ? 0 : 1;
    }

    private static void tell(PrintWriter err, History.Outcome outcome) {
        for (Judge.Violation violation : outcome.violations()) {
            err.printf(
                    "seed %d, %.3f s: %s: %s%n  replay: %s%n",
                    outcome.seed(),
                    violation.at() / (double) Schedule.SECOND,
                    word(violation.invariant()),
                    violation.sentence(),
                    replay(outcome.seed()));
        }
        err.flush();
    }

    private static String replay(long seed) {
        return "./signalbox simulate --histories 1 --seed " + seed + " --trace";
    }

    private void report(boolean json, long events, double seconds, List<History.Outcome> failed) {
        PrintWriter out = spec.commandLine().getOut();
        long perSecond = Math.round(events / Math.max(seconds, 1 / NANOS));
        if (json) {
            ObjectNode document = new ObjectMapper().createObjectNode();
            document.put("histories", histories)
                    .put("events", events)
                    .put("seconds", seconds)
                    .put("eventsPerSecond", perSecond);
            ArrayNode violations = document.putArray("violations");
            failed.stream()
                    .flatMap(outcome -> outcome.violations().stream()
                            .map(violation -> violations
                                    .objectNode()
                                    .put("invariant", word(violation.invariant()))
                                    .put("seed", outcome.seed())
                                    .put("sentence", violation.sentence())
                                    .put("replay", replay(outcome.seed()))))
                    .limit(MOST_SHOWN)
                    .forEach(violations::add);
            out.println(document);
        } else {
            out.printf(
                    "%d histories, %d events in %.1f s (%d a second), %d with a violation%n",
                    histories, events, seconds, perSecond, failed.size());
        }
        out.flush();
    }

    private static String word(Judge.Invariant invariant) {
        return invariant.name().toLowerCase(Locale.ROOT);
    }
}

package io.signalbox.lab;

import io.signalbox.lab.drill.Drill;
import io.signalbox.lab.drill.Drills;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** {@code ./signalbox drill NAME}. Exit code 0: passed; 1: failed, or it could not be played; 2: wrong use. */
public final class DrillMain {
    private DrillMain() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DrillCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    /** One line for each drill. */
    static String list() {
        int width = Drills.ALL.stream()
                .mapToInt(drill -> drill.name().length())
                .max()
                .orElse(1);
        return Drills.ALL.stream()
                .map((Drill drill) ->
                        String.format(Locale.ROOT, "%-" + width + "s  %s%n", drill.name(), drill.sentence()))
                .collect(Collectors.joining());
    }
}

package io.signalbox.controller.cli.command;

import io.signalbox.controller.cli.print.Paint;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a command may touch besides the API.
 *
 * @param out the answer, and nothing else
 * @param err progress and failures
 * @param environment a variable's value
 * @param defaultDir where the launcher says that the site is
 * @param terminal {@code out} is one
 */
public record Surroundings(
        PrintWriter out,
        PrintWriter err,
        Function<String, Optional<String>> environment,
        Optional<String> defaultDir,
        boolean terminal) {

    /** https://no-color.org: any value but the empty one switches colours off. */
    public Paint paint() {
        boolean unwanted =
                environment.apply("NO_COLOR").filter(value -> !value.isEmpty()).isPresent();
        return terminal && !unwanted ? Paint.COLOURED : Paint.BARE;
    }
}

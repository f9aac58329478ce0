package io.signalbox.controller.core.plan;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One row of a plan's table.
 *
 * @param name as in the journal; lower case with hyphens
 * @param rows which rows of docs/protocol.md this is: a table's heading, numbers, and after a semicolon those of another
 *     table; empty where nothing acknowledged depends on the step
 * @param needs what must be true before it, beyond the steps before
 * @param act what is done
 * @param deadline what ends the step, by the name of the bound where it has one; then how long the answer to one order is
 *     waited for, which is sent again afterwards
 * @param undo what a leader does when the plan ends here, or dies here. {@code repeat}: doing it once more changes nothing
 *     that is already done
 */
public record Step(String name, String rows, String needs, String act, String deadline, String undo) {

    static final List<String> HEADINGS =
            List.of("step", "rows", "needs", "does", "deadline", "when the plan ends here");

    /** @param line its cells with bars between them; a cell of one hyphen is empty */
    static Step parse(String line) {
        List<String> cells = Stream.of(line.split("\\|"))
                .map(String::strip)
                .map(cell -> cell.equals("-") ? "" : cell)
                .toList();
        if (cells.size() != HEADINGS.size()) {
            throw new IllegalArgumentException("not a row of a plan: " + line);
        }
        return new Step(cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4), cells.get(5));
    }

    List<String> cells() {
        return List.of(name, rows, needs, act, deadline, undo);
    }

    static String markdown(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}

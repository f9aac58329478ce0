package io.signalbox.controller.cli.print;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Aligned columns. Known words take their tone; the last column is not padded. */
final class Table {
    private static final String BETWEEN = "  ";
    private final List<String> headers;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... headers) {
        this.headers = List.of(headers);
    }

    /** As many cells as there are headers. */
    Table row(String... cells) {
        if (cells.length != headers.size()) {
            throw new IllegalArgumentException("cells " + Arrays.toString(cells) + " under " + headers);
        }
        rows.add(Arrays.stream(cells).map(Table::oneLine).toList());
        return this;
    }

    /** One line for each row, below the headers; each begins with {@code indent}. */
    String print(String indent, Paint paint) {
        List<String> lines = new ArrayList<>();
        lines.add(line(headers, paint, Tone.DIM));
        rows.forEach(row -> lines.add(line(row, paint, null)));
        return lines.stream().map(line -> indent + line + "\n").collect(Collectors.joining());
    }

    private String line(List<String> cells, Paint paint, @org.jspecify.annotations.Nullable Tone fixed) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> {
                    String cell = cells.get(column);
                    Tone tone = fixed == null ? Tone.of(cell) : fixed;
                    return paint.tint(tone, cell) + " ".repeat(padding(column, cell));
                })
                .collect(Collectors.joining(BETWEEN))
                .stripTrailing();
    }

    private int padding(int column, String cell) {
        return column == headers.size() - 1 ? 0 : width(column) - cell.length();
    }

    private int width(int column) {
        int widest =
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        return Math.max(widest, headers.get(column).length());
    }

    private static String oneLine(String cell) {
        return cell.replaceAll("\\R", " ");
    }
}

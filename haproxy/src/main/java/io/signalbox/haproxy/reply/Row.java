package io.signalbox.haproxy.reply;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One line of a table whose first line names the columns. A column that is absent or empty counts as 0. */
final class Row {
    private final Map<String, Integer> columns;
    private final String[] cells;

    private Row(Map<String, Integer> columns, String[] cells) {
        this.columns = columns;
        this.cells = cells;
    }

    /**
     * @param separator a regular expression
     * @param required the columns without which the table is not the one that was asked for
     */
    static List<Row> table(List<String> lines, String separator, List<String> required, String expected)
            throws MalformedReply {
        if (lines.isEmpty() || !lines.getFirst().startsWith("# ")) {
            throw new MalformedReply(expected, lines.isEmpty() ? "(nothing)" : lines.getFirst());
        }
        Map<String, Integer> columns = columns(lines.getFirst().substring(2).split(separator, -1));
        if (!columns.keySet().containsAll(required)) {
            throw new MalformedReply(expected + " with the columns " + required, lines.getFirst());
        }
        List<Row> rows = new ArrayList<>(lines.size() - 1);
        for (String line : lines.subList(1, lines.size())) {
            rows.add(new Row(columns, line.split(separator, -1)));
        }
        return rows;
    }

    private static Map<String, Integer> columns(String[] names) {
        Map<String, Integer> columns = HashMap.newHashMap(names.length);
        for (int i = 0; i < names.length; i++) {
            columns.putIfAbsent(names[i], i);
        }
        return columns;
    }

    String text(String column) {
        Integer index = columns.get(column);
        return index == null || index >= cells.length ? "" : cells[index];
    }

    long number(String column) throws MalformedReply {
        String text = text(column);
        if (text.isEmpty() || text.equals("-")) {
            return 0;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedReply("a number in column " + column, text);
        }
    }

    int smallNumber(String column) throws MalformedReply {
        return Math.clamp(number(column), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}

package io.signalbox.lab.tail;

import io.signalbox.mysql.gtid.GtidSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What mysqlbinlog prints of a file.
 *
 * @param ids first value of each inserted row's {@code id} column, of tables in the lab's schema
 * @param clean mysqlbinlog came to the file's end without complaint
 */
public record BinlogReading(GtidSet gtids, Set<Long> ids, boolean clean) {
    private static final Pattern GTID = Pattern.compile("GTID_NEXT= '([0-9a-f-]{36}(?::[a-z_][a-z0-9_]*)?:\\d+)'");
    /** The begin of each row, of whatever kind and table. */
    private static final Pattern ROW = Pattern.compile("### (INSERT INTO|UPDATE|DELETE FROM) `([^`]*)`\\..*");

    private static final String INSERTED = "INSERT INTO";
    /** The table's second column: see {@link io.signalbox.lab.workload.Table}. */
    private static final Pattern ID = Pattern.compile("###   @2=(\\d+).*");

    static BinlogReading of(Stream<String> lines, String schema, boolean clean) {
        Reader reader = new Reader(schema);
        lines.forEach(reader::line);
        return new BinlogReading(reader.gtids, reader.ids, clean);
    }

    private static final class Reader {
        private final String schema;
        private final SortedSet<Long> ids = new TreeSet<>();
        private GtidSet gtids = GtidSet.EMPTY;
        private boolean ours;

        Reader(String schema) {
            this.schema = schema;
        }

        void line(String line) {
            Matcher gtid = GTID.matcher(line);
            if (gtid.find()) {
                gtids = gtids.union(GtidSet.parse(gtid.group(1)));
                return;
            }
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                ours = row.group(1).equals(INSERTED) && row.group(2).equals(schema);
                return;
            }
            Matcher id = ID.matcher(line);
            if (ours && id.matches()) {
                ids.add(Long.parseLong(id.group(1)));
            }
        }
    }
}

package io.signalbox.agents.daemon.mysql;

import io.signalbox.mysql.gtid.GtidSet;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads columns that may be NULL, which here always means "nothing". */
final class Columns {
    private Columns() {}

    static String text(ResultSet rows, String label) throws SQLException {
        String text = rows.getString(label);
        return text == null ? "" : text;
    }

    static GtidSet gtids(ResultSet rows, String label) throws SQLException {
        return GtidSet.parse(text(rows, label));
    }
}

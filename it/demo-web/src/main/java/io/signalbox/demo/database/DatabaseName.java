package io.signalbox.demo.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SortedMap;

/**
 * Which server is at the other end. All servers of a local site share {@code @@hostname}, so it is the address that the
 * server reports to others, by the name that the site gives it.
 */
record DatabaseName(SortedMap<String, String> names) {
    private static final String WHO = "SELECT COALESCE(NULLIF(@@report_host, ''), @@hostname)";

    String of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(WHO)) {
            row.next();
            String address = row.getString(1);
            return names.getOrDefault(address, address);
        }
    }
}

package io.signalbox.lab.workload;

import io.signalbox.lab.ledger.Row;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The table that a drill writes into. The id is no key, so that a write that is there twice shows. */
public record Table(String name) {
    public static final String SCHEMA = "signalbox_lab";

    public Table {
        if (!name.matches("[a-z0-9_]{1,60}")) {
            throw new IllegalArgumentException("not a table's name: " + name);
        }
    }

    private String full() {
        return SCHEMA + "." + name;
    }

    public void create(Session session) throws SQLException {
        session.execute("CREATE DATABASE IF NOT EXISTS " + SCHEMA);
        session.execute("CREATE TABLE " + full() + " (number BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,"
                + " id BIGINT NOT NULL, writer VARCHAR(20) NOT NULL, server CHAR(36) NOT NULL, KEY (id))");
    }

    public void drop(Session session) throws SQLException {
        session.execute("DROP TABLE IF EXISTS " + full());
    }

    /** Parameters: id, writer. The server that executes it writes its own name. */
    String insert() {
        return "INSERT INTO " + full() + " (id, writer, server) VALUES (?, ?, @@server_uuid)";
    }

    String newest() {
        return "SELECT COALESCE(MAX(number), 0) FROM " + full();
    }

    /** Every row, in the order of its number. */
    public List<Row> rows(Session session) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement select = session.prepare("SELECT id, server FROM " + full() + " ORDER BY number");
                ResultSet found = select.executeQuery()) {
            while (found.next()) {
                rows.add(new Row(found.getLong(1), found.getString(2)));
            }
        }
        return rows;
    }
}

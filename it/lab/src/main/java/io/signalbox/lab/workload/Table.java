package io.signalbox.lab.workload;

import io.signalbox.lab.ledger.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Single rows in one table. The id is no key, so that a write that is there twice shows. */
public record Table(String name) implements Work {
    public static final String SCHEMA = "signalbox_lab";

    public Table {
        if (!name.matches("[a-z0-9_]{1,55}")) {
            throw new IllegalArgumentException("not a table's name: " + name);
        }
    }

    private String full() {
        return SCHEMA + "." + name;
    }

    @Override
    public void create(Session session) throws SQLException {
        session.execute("CREATE DATABASE IF NOT EXISTS " + SCHEMA);
        session.execute("CREATE TABLE " + full() + " (number BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,"
                + " id BIGINT NOT NULL, writer VARCHAR(20) NOT NULL, server CHAR(36) NOT NULL, KEY (id))");
        own().create(session);
    }

    @Override
    public void drop(Session session) throws SQLException {
        session.execute("DROP TABLE IF EXISTS " + full());
        own().drop(session);
    }

    private String insert(String values) {
        return "INSERT INTO " + full() + " (id, writer, server) VALUES (" + values + ", @@server_uuid)";
    }

    @Override
    public void begin(Connection connection, long id, String writer) {
        // One statement is all.
    }

    @Override
    public void commit(Connection connection, long id, String writer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert("?, ?"))) {
            statement.setLong(1, id);
            statement.setString(2, writer);
            statement.executeUpdate();
        }
    }

    @Override
    public void undo(Connection connection) {
        // Nothing was begun.
    }

    @Override
    public String script(long id, String writer) {
        return "SELECT @@server_uuid;\n" + insert(id + ", '" + writer + "'") + ";\n";
    }

    @Override
    public String newest() {
        return "SELECT COALESCE(MAX(id), 0) FROM " + full();
    }

    @Override
    public String count(long id) {
        return "SELECT COUNT(*) FROM " + full() + " WHERE id = " + id;
    }

    @Override
    public OwnRows own() {
        return new OwnRows(full() + "_own");
    }

    @Override
    public List<Row> rows(Session session) throws SQLException {
        return rows(session, full());
    }

    /** Of any table with the columns {@code number}, {@code id} and {@code server}. */
    static List<Row> rows(Session session, String table) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement select = session.prepare("SELECT id, server FROM " + table + " ORDER BY number");
                ResultSet found = select.executeQuery()) {
            while (found.next()) {
                rows.add(new Row(found.getLong(1), found.getString(2)));
            }
        }
        return rows;
    }
}

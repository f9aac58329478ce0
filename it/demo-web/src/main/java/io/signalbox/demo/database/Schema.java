package io.signalbox.demo.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The guest book's tables and every statement on them. The schema's name was checked when it was configured. */
record Schema(String database) {
    /** A statement that needs the tables. */
    interface Act<T> {
        T run() throws SQLException;
    }

    /** Runs it, creating the tables first if they are missing. */
    <T> T made(Connection writer, Act<T> act) throws SQLException {
        try {
            return act.run();
        } catch (SQLException e) {
            if (!Attempts.missing(e)) {
                throw e;
            }
            create(writer);
            return act.run();
        }
    }

    /** {@code posted_at} is UTC. */
    private void create(Connection writer) throws SQLException {
        try (Statement statement = writer.createStatement()) {
            statement.executeUpdate("CREATE DATABASE IF NOT EXISTS " + quoted());
            statement.executeUpdate("CREATE TABLE IF NOT EXISTS " + quoted() + """
                    .message (
                      id CHAR(36) CHARACTER SET ascii PRIMARY KEY,
                      posted_at DATETIME(6) NOT NULL,
                      author VARCHAR(60) NOT NULL,
                      body VARCHAR(500) NOT NULL,
                      web VARCHAR(63) NOT NULL,
                      KEY newest (posted_at))""");
            statement.executeUpdate("CREATE TABLE IF NOT EXISTS " + quoted() + """
                    .canary (
                      id TINYINT PRIMARY KEY,
                      web VARCHAR(63) NOT NULL,
                      at DATETIME(6) NOT NULL,
                      writes BIGINT NOT NULL)""");
        }
    }

    String insertMessage() {
        return "INSERT INTO " + quoted() + ".message (id, posted_at, author, body, web)"
                + " VALUES (?, UTC_TIMESTAMP(6), ?, ?, ?) ON DUPLICATE KEY UPDATE id = id";
    }

    String selectMessage() {
        return "SELECT id, posted_at, author, body, web FROM " + quoted() + ".message WHERE id = ?";
    }

    String selectNewest() {
        return "SELECT id, posted_at, author, body, web FROM " + quoted()
                + ".message ORDER BY posted_at DESC, id LIMIT ?";
    }

    String writeCanary() {
        return "INSERT INTO " + quoted() + ".canary (id, web, at, writes) VALUES (1, ?, UTC_TIMESTAMP(6), 1) AS new"
                + " ON DUPLICATE KEY UPDATE web = new.web, at = new.at, writes = canary.writes + 1";
    }

    String selectCanaryAge() {
        return "SELECT TIMESTAMPDIFF(MICROSECOND, at, UTC_TIMESTAMP(6)) FROM " + quoted() + ".canary WHERE id = 1";
    }

    private String quoted() {
        return "`" + database + "`";
    }
}

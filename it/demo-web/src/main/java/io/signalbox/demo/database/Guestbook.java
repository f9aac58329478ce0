package io.signalbox.demo.database;

import io.signalbox.demo.WebConfig;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Messages: written through the writer's frontend, listed through the readers'. */
public final class Guestbook implements AutoCloseable {
    /** A visitor waits so long for a writer, a little longer than the longest hold that HAProxy's clients see. */
    public static final Duration WRITE_AT_MOST = Duration.ofSeconds(15);
    /** Readers are never held. */
    public static final Duration READ_AT_MOST = Duration.ofSeconds(5);

    private final Schema schema;
    private final String web;
    private final Door writers;
    private final Door readers;
    private final Attempts writes;
    private final Attempts reads;

    public Guestbook(WebConfig config, String password) {
        DatabaseName name = new DatabaseName(config.names());
        schema = new Schema(config.database());
        web = config.server();
        writers = new Door("write", config.write(), config.user(), password, WRITE_AT_MOST, Door.WRITERS_OLDEST);
        readers = new Door("read", config.read(), config.user(), password, READ_AT_MOST, Door.READERS_OLDEST);
        writes = new Attempts(writers, name, WRITE_AT_MOST);
        reads = new Attempts(readers, name, READ_AT_MOST);
    }

    /** Stores it once, however many attempts that takes: the id makes a repetition harmless. */
    public Served<Message> post(String id, String author, String body) throws SQLException, Unavailable {
        return writes.make("took the message", connection -> insert(connection, id, author, body));
    }

    /** The newest ones first. */
    public Served<Freshness> newest(int count) throws SQLException, Unavailable {
        return reads.make("answered", connection -> list(connection, count));
    }

    /** Which database would take a write now. */
    public Served<Boolean> writer() throws SQLException, Unavailable {
        return writes.make("is open for writes", connection -> true);
    }

    private Message insert(Connection connection, String id, String author, String body) throws SQLException {
        return schema.made(connection, () -> {
            try (PreparedStatement insert = connection.prepareStatement(schema.insertMessage())) {
                insert.setString(1, id);
                insert.setString(2, author);
                insert.setString(3, body);
                insert.setString(4, web);
                insert.executeUpdate();
            }
            try (PreparedStatement select = connection.prepareStatement(schema.selectMessage())) {
                select.setString(1, id);
                return messages(select).getFirst();
            }
        });
    }

    private Freshness list(Connection connection, int count) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(schema.selectNewest())) {
            select.setInt(1, count);
            List<Message> messages = messages(select);
            return new Freshness(messages, behind(connection));
        } catch (SQLException e) {
            if (Attempts.missing(e)) {
                return new Freshness(List.of(), Optional.empty());
            }
            throw e;
        }
    }

    private Optional<Duration> behind(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(schema.selectCanaryAge());
                ResultSet row = select.executeQuery()) {
            long micros = row.next() ? row.getLong(1) : -1;
            return row.wasNull() || micros < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(micros * 1_000));
        }
    }

    private static List<Message> messages(PreparedStatement select) throws SQLException {
        List<Message> messages = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                messages.add(new Message(
                        row.getString(1), instant(row), row.getString(3), row.getString(4), row.getString(5)));
            }
        }
        return messages;
    }

    private static Instant instant(ResultSet row) throws SQLException {
        return row.getObject(2, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    @Override
    public void close() {
        readers.close();
        writers.close();
    }
}

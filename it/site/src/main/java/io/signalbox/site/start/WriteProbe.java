package io.signalbox.site.start;

import io.signalbox.site.SiteOutline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;

/** One write through HAProxy as an application would do it, read back from the same server. */
record WriteProbe(String address, String user, String password) {
    private static final Duration CONNECT_BOUND = Duration.ofSeconds(2);
    private static final Duration ANSWER_BOUND = Duration.ofSeconds(3);

    static WriteProbe of(SiteOutline site) throws IOException {
        return new WriteProbe(
                site.write(),
                site.clientUser(),
                Files.readString(Path.of(site.clientPasswordFile())).strip());
    }

    /** The hostname-independent name of the server that took the write. Fails if it did not. */
    String write() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:mysql://" + address + "/", properties());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS signalbox_up");
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS signalbox_up.probe (id INT PRIMARY KEY, token CHAR(36) NOT NULL)");
            String token = UUID.randomUUID().toString();
            replace(connection, token);
            try (ResultSet row =
                    statement.executeQuery("SELECT token, @@server_id FROM signalbox_up.probe WHERE id = 1")) {
                if (!row.next() || !row.getString(1).equals(token)) {
                    throw new SQLException("a write that was acknowledged could not be read back");
                }
                return "db" + row.getInt(2);
            }
        }
    }

    private static void replace(Connection connection, String token) throws SQLException {
        try (PreparedStatement write =
                connection.prepareStatement("REPLACE INTO signalbox_up.probe (id, token) VALUES (1, ?)")) {
            write.setString(1, token);
            write.executeUpdate();
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("sslMode", "DISABLED");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("connectTimeout", Long.toString(CONNECT_BOUND.toMillis()));
        properties.setProperty("socketTimeout", Long.toString(ANSWER_BOUND.toMillis()));
        return properties;
    }

    @Override
    public String toString() {
        return user + " at " + address;
    }
}

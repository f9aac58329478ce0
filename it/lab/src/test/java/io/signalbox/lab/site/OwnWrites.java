package io.signalbox.lab.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.lab.example.ReadYourWrites;
import io.signalbox.site.SiteOutline;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;

/** Writes, waits, reads; and says what the waiting cost. */
final class OwnWrites {
    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final String TABLE = "own_writes.numbers";

    private final SiteOutline site;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Long> onConnection = new ArrayList<>();
    private final List<Long> atController = new ArrayList<>();

    OwnWrites(SiteOutline site) {
        this.site = site;
    }

    /** Medians in milliseconds, as one line. */
    String readBack(int rounds) throws Exception {
        String token = Files.readString(Path.of(site.tokenFile())).strip();
        try (Connection writes = open(site.write());
                Connection reads = open(site.read())) {
            execute(writes, "CREATE DATABASE IF NOT EXISTS own_writes");
            execute(writes, "CREATE TABLE IF NOT EXISTS " + TABLE + " (n INT PRIMARY KEY)");
            ReadYourWrites own = ReadYourWrites.on(writes);
            System.gc(); // what is held weakly alone is gone now
            for (int n = 0; n < 2 * rounds; n += 2) {
                execute(writes, "REPLACE INTO " + TABLE + " VALUES (" + n + ")");
                long began = System.nanoTime();
                assertThat(ReadYourWrites.onTheConnectionThatReads(reads, own.lastGtid(), BOUND))
                        .isTrue();
                onConnection.add(System.nanoTime() - began);
                assertReadable(reads, n);

                execute(writes, "REPLACE INTO " + TABLE + " VALUES (" + (n + 1) + ")");
                began = System.nanoTime();
                assertThat(ReadYourWrites.atTheController(
                                http, site.api() + "/api/v1/clusters/main", token, own.lastGtid(), BOUND))
                        .isTrue();
                atController.add(System.nanoTime() - began);
                try (Connection another = open(site.read())) {
                    assertReadable(another, n + 1);
                }
            }
        }
        return "on the connection " + words(onConnection) + ", at the controller " + words(atController);
    }

    private static void assertReadable(Connection reads, int n) throws SQLException {
        try (Statement statement = reads.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + TABLE + " WHERE n = " + n)) {
            row.next();
            assertThat(row.getInt(1)).as("%d", n).isEqualTo(1);
        }
    }

    private static String words(List<Long> nanos) {
        Collections.sort(nanos);
        return "p50 %.1f ms, max %.1f ms".formatted(nanos.get(nanos.size() / 2) / 1e6, nanos.getLast() / 1e6);
    }

    private Connection open(String address) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("user", site.clientUser());
        properties.setProperty(
                "password", Files.readString(Path.of(site.clientPasswordFile())).strip());
        properties.setProperty("sslMode", "DISABLED");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("trackSessionState", "true");
        return DriverManager.getConnection("jdbc:mysql://" + address + "/", properties);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

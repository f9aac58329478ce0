package io.signalbox.agents.daemon.mysql;

import io.signalbox.mysql.dialect.ExaminationQuery;
import io.signalbox.mysql.doctor.Check;
import io.signalbox.mysql.doctor.Examination;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Asks the doctor's questions. A part that mysqld refuses leaves the others as they are, and is named. */
final class ExaminationReader {
    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final Pattern COMMAS = Pattern.compile(",");

    private final String server;
    private final Standing standing;

    ExaminationReader(String server, Standing standing) {
        this.server = server;
        this.standing = standing;
    }

    private record Clock(long millis, String version) {}

    /** @throws SQLException if mysqld does not answer at all */
    Examination read() throws SQLException {
        Clock clock = standing.ask(ExaminationQuery.CLOCK, BOUND, ExaminationReader::clock);
        SortedMap<String, String> unread = new TreeMap<>();
        return new Examination(
                server,
                Duration.ZERO,
                clock.millis,
                part("settings", unread, new TreeMap<>(), this::settings),
                part("persisted", unread, new TreeMap<>(), this::persisted),
                part("channels", unread, List.of(), this::channels),
                part("filters", unread, List.of(), () -> filters(clock.version)),
                part("tables", unread, List.of(), () -> tables(unread)),
                part("accounts", unread, List.of(), this::holders),
                unread,
                part("error log", unread, Optional.empty(), this::errorLog),
                Optional.empty());
    }

    private static Clock clock(ResultSet rows) throws SQLException {
        rows.next();
        return new Clock(rows.getLong("millis"), Columns.text(rows, "version"));
    }

    private interface Part<T> {
        T read() throws SQLException;
    }

    private static <T> T part(String name, SortedMap<String, String> unread, T nothing, Part<T> part)
            throws SQLException {
        try {
            return part.read();
        } catch (SQLException e) {
            if (!Faults.answered(e)) {
                throw e;
            }
            unread.put(name, Faults.sentence(e));
            return nothing;
        }
    }

    private SortedMap<String, String> settings() throws SQLException {
        return standing.ask(ExaminationQuery.settings(Check.settings()), BOUND, ExaminationReader::values);
    }

    private SortedMap<String, String> persisted() throws SQLException {
        String sql = ExaminationQuery.persisted(new TreeSet<>(Check.PERSISTED));
        return standing.ask(sql, BOUND, ExaminationReader::values);
    }

    private static SortedMap<String, String> values(ResultSet rows) throws SQLException {
        SortedMap<String, String> values = new TreeMap<>();
        while (rows.next()) {
            String value = rows.getString("value");
            values.put(rows.getString("name"), value == null ? "NULL" : value);
        }
        return values;
    }

    private List<Examination.Channel> channels() throws SQLException {
        return standing.ask(ExaminationQuery.CHANNELS, BOUND, rows -> {
            List<Examination.Channel> channels = new ArrayList<>();
            while (rows.next()) {
                channels.add(new Examination.Channel(
                        Columns.text(rows, "channel"),
                        Columns.text(rows, "host") + ":" + rows.getInt("port"),
                        rows.getBoolean("auto_position"),
                        rows.getDouble("heartbeat"),
                        rows.getLong("retries"),
                        rows.getBoolean("auto_failover"),
                        rows.getInt("delay"),
                        Columns.text(rows, "anonymous")));
            }
            return channels;
        });
    }

    private List<String> filters(String version) throws SQLException {
        List<String> filters = new ArrayList<>();
        standing.ask(ExaminationQuery.binlogFilters(version), BOUND, rows -> binlogFilters(rows, filters));
        standing.ask(ExaminationQuery.REPLICATION_FILTERS, BOUND, rows -> {
            while (rows.next()) {
                add(Columns.text(rows, "name"), Columns.text(rows, "rule"), filters);
            }
            return filters;
        });
        return filters;
    }

    private static List<String> binlogFilters(ResultSet rows, List<String> filters) throws SQLException {
        while (rows.next()) {
            for (String column : List.of("Binlog_Do_DB", "Binlog_Ignore_DB")) {
                add(column, Columns.text(rows, column), filters);
            }
        }
        return filters;
    }

    /** A filter that was taken back stays as an empty one. */
    private static void add(String name, String rule, List<String> filters) {
        if (!rule.isEmpty()) {
            filters.add(name.toLowerCase(Locale.ROOT) + ": " + rule);
        }
    }

    private List<Examination.Table> tables(SortedMap<String, String> unread) throws SQLException {
        return standing.ask(ExaminationQuery.tables(Examination.MOST), BOUND, rows -> {
            List<Examination.Table> tables = new ArrayList<>();
            while (rows.next()) {
                String name = Columns.text(rows, "table_name");
                if (!name.isEmpty()) {
                    String engine = Columns.text(rows, "engine");
                    tables.add(new Examination.Table(Columns.text(rows, "table_schema"), name, engine));
                } else if (!rows.getBoolean("sees_all")) {
                    unread.put("tables", "the account may not see that they exist: it lacks REFERENCES");
                }
            }
            return tables;
        });
    }

    private List<Examination.Holder> holders() throws SQLException {
        return standing.ask(ExaminationQuery.holders(Check.privileges(), Examination.MOST), BOUND, rows -> {
            List<Examination.Holder> holders = new ArrayList<>();
            while (rows.next()) {
                List<String> privileges = Arrays.asList(COMMAS.split(Columns.text(rows, "privileges"), -1));
                holders.add(new Examination.Holder(Columns.text(rows, "user"), Columns.text(rows, "host"), privileges));
            }
            return holders;
        });
    }

    private Optional<Examination.ErrorLog> errorLog() throws SQLException {
        String sql = ExaminationQuery.corruptions(copied(), Examination.MOST);
        return standing.ask(sql, BOUND, rows -> {
            List<Examination.Corruption> corruptions = new ArrayList<>();
            while (rows.next()) {
                corruptions.add(new Examination.Corruption(
                        Columns.text(rows, "place"),
                        Columns.text(rows, "code"),
                        Instant.ofEpochSecond(rows.getLong("seconds"))));
            }
            return Optional.of(new Examination.ErrorLog(corruptions));
        });
    }

    /** 0 where no copy ever came: the plugin may not even be there. */
    private BigDecimal copied() throws SQLException {
        try {
            return standing.ask(
                    ExaminationQuery.COPIED,
                    BOUND,
                    rows -> rows.next() ? rows.getBigDecimal("seconds") : BigDecimal.ZERO);
        } catch (SQLException e) {
            if (e.getErrorCode() == Faults.NO_SUCH_TABLE) {
                return BigDecimal.ZERO;
            }
            throw e;
        }
    }
}

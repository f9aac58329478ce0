package io.signalbox.mysql.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;

/** Matches with more than one line of thought. */
final class Looks {
    /** Examinations come every 30 s; so old, the server or its agent has been away. */
    static final Duration STALE = Duration.ofMinutes(3);

    /** What an application notices when its primary is another server. */
    static final Set<String> FELT_BY_CLIENTS = Set.of(
            "lower_case_table_names",
            "sql_mode",
            "time_zone",
            "system_time_zone",
            "character_set_server",
            "collation_server",
            "transaction_isolation",
            "max_allowed_packet",
            "max_connections");

    /** Time enough for people to make another. */
    private static final Duration CERTIFICATE_ENDS_SOON = Duration.ofDays(14);

    private static final DateTimeFormatter OPENSSL_DATE =
            DateTimeFormatter.ofPattern("MMM d HH:mm:ss yyyy", Locale.ROOT);
    private static final String NOT_AFTER = "Ssl_server_not_after";
    private static final String BINLOG_INDEX = "log_bin_index";
    private static final String DATADIR = "datadir";
    private static final String DISABLED_ENGINES = "disabled_storage_engines";
    private static final Map<String, String> HARMLESS = Map.of(
            "read_only", "ON",
            "super_read_only", "ON",
            "skip_replica_start", "ON",
            "rpl_semi_sync_source_enabled", "OFF",
            "rpl_semi_sync_replica_enabled", "OFF");

    private Looks() {}

    /** Matches what nobody looked at, or not lately, or not whole. */
    static String notExamined(Patient here, List<Patient> servers) {
        if (here.examination().isEmpty()) {
            return "its agent has told nothing yet";
        }
        if (here.age().compareTo(STALE) > 0) {
            return "last examined " + here.age().toSeconds() + " s ago";
        }
        return Lines.join(here.examination().get().unread().entrySet().stream()
                .map(part -> part.getKey() + ": " + part.getValue())
                .toList());
    }

    static Match semiSyncIsMissing() {
        String source = "rpl_semi_sync_source_wait_point";
        String replica = "rpl_semi_sync_replica_enabled";
        return new Match.Settings(
                Set.of(source, replica),
                read -> read.containsKey(source) && read.containsKey(replica)
                        ? ""
                        : read.containsKey(source)
                                ? "the replica side is not loaded"
                                : read.containsKey(replica) ? "the source side is not loaded" : "neither is loaded");
    }

    /** The gate reads {@code <datadir>/binlog.index}, and no other. */
    static Match binlogIsElsewhere(String expected) {
        return new Match.Settings(Set.of(BINLOG_INDEX, DATADIR), read -> binlogPlace(read, expected));
    }

    private static String binlogPlace(SortedMap<String, String> read, String expected) {
        String index = read.getOrDefault(BINLOG_INDEX, "");
        String directory = read.getOrDefault(DATADIR, "");
        boolean here = index.isEmpty()
                || Set.of(expected, "./" + expected, directory + expected).contains(index);
        return here ? "" : BINLOG_INDEX + " = " + index;
    }

    static Match readOnlyForSomeOnly() {
        return new Match.Settings(
                Set.of("read_only", "super_read_only"),
                read -> "ON".equals(read.get("read_only")) && "OFF".equals(read.get("super_read_only"))
                        ? "read_only = ON, super_read_only = OFF"
                        : "");
    }

    static Match myisamIsAllowed() {
        return new Match.Setting(
                DISABLED_ENGINES,
                value -> !List.of(value.toLowerCase(Locale.ROOT).split("\\s*,\\s*"))
                        .contains("myisam"));
    }

    static Match expiresSoon(long leastSeconds) {
        String seconds = "binlog_expire_logs_seconds";
        return new Match.Setting(seconds, value -> {
            long kept = value.matches("\\d{1,18}") ? Long.parseLong(value) : 0;
            return kept > 0 && kept < leastSeconds;
        });
    }

    /** By mysqld's own clock; a text that is no date, as of a server without TLS, says nothing. */
    static Match certificateEnds() {
        return new Match.Seen(seen -> {
            String text = seen.settings().getOrDefault(NOT_AFTER, "");
            Instant now = Instant.ofEpochMilli(seen.clockMillis());
            return certificateEnd(text)
                    .filter(end -> end.isBefore(now.plus(CERTIFICATE_ENDS_SOON)))
                    .map(end -> NOT_AFTER + " = " + text + (end.isBefore(now) ? ", which is past" : ""))
                    .orElse("");
        });
    }

    private static Optional<Instant> certificateEnd(String text) {
        try {
            String date = text.replaceAll(" +", " ").replaceFirst(" GMT$", "");
            return Optional.of(LocalDateTime.parse(date, OPENSSL_DATE).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static String persistedOpen(Examination seen) {
        return Lines.join(seen.persisted().entrySet().stream()
                .filter(set ->
                        !HARMLESS.getOrDefault(set.getKey(), set.getValue()).equalsIgnoreCase(set.getValue()))
                .map(set -> set.getKey() + " = " + set.getValue() + " is persisted")
                .toList());
    }

    static Set<String> persisted() {
        return HARMLESS.keySet();
    }

    static String otherTables(Examination seen) {
        return Lines.join(seen.tables().stream()
                .map(table -> table.schema() + "." + table.name() + " (" + table.engine() + ")")
                .toList());
    }

    static String corruptions(Examination seen) {
        return Lines.join(seen.errorLog().map(Examination.ErrorLog::corruptions).orElse(List.of()).stream()
                .map(one -> (one.place().isEmpty() ? "" : one.place() + ": ") + one.code() + " at "
                        + one.at().truncatedTo(ChronoUnit.SECONDS))
                .toList());
    }

    static String filters(Examination seen, String kind) {
        return Lines.join(
                seen.filters().stream().filter(line -> line.startsWith(kind)).toList());
    }

    /** Matches channels, of which {@code sees} says what was seen. */
    static Match channel(
            Predicate<Examination.Channel> wrong, java.util.function.Function<Examination.Channel, String> sees) {
        return new Match.Seen(seen -> Lines.join(seen.channels().stream()
                .filter(wrong)
                .map(channel -> "from " + channel.source() + ": " + sees.apply(channel))
                .toList()));
    }
}

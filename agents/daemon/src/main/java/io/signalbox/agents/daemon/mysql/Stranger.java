package io.signalbox.agents.daemon.mysql;

import io.signalbox.mysql.dialect.DiscoveryQuery;
import io.signalbox.mysql.doctor.Examination;
import io.signalbox.mysql.gtid.GtidSet;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A server that Signalbox knows nothing of, as it answered once. It was only read.
 *
 * @param hostName in the server's own words
 * @param executed its GTIDs; empty without GTIDs
 * @param sources whom it follows, by channel
 * @param replicas who follows it
 * @param examination what the doctor looks at
 * @param clockAhead how far its clock was ahead of the reader's, within the time that the examination took
 * @param unread what the account may not see, with MySQL's words; what stands there is not known
 */
public record Stranger(
        String host,
        int port,
        String uuid,
        String hostName,
        String version,
        boolean readOnly,
        boolean gtids,
        GtidSet executed,
        List<Source> sources,
        List<Replica> replicas,
        Examination examination,
        Duration clockAhead,
        Map<String, String> unread) {
    private static final Duration BOUND = Duration.ofSeconds(5);

    /** @param uuid empty before the first connection */
    public record Source(String channel, String host, int port, boolean connected, String uuid) {}

    /** @param host empty if it is not known; {@code port} is the source's own if nobody said another */
    public record Replica(String uuid, String host, int port) {}

    /**
     * Asks the server at this address.
     *
     * @throws SQLException if it does not answer, does not let the account in, or is no MySQL that Signalbox works with
     */
    public static Stranger ask(String host, int port, Account account) throws SQLException {
        try (Standing standing = new Standing(host, port, account)) {
            Map<String, String> unread = new TreeMap<>();
            Identity self = standing.ask(DiscoveryQuery.IDENTITY, BOUND, Identity::read);
            Examination examination = new ExaminationReader(host + ":" + port, standing).read();
            return new Stranger(
                    host,
                    port,
                    self.uuid,
                    self.name,
                    self.version,
                    self.readOnly,
                    self.gtids,
                    self.executed,
                    part(standing, "sources", DiscoveryQuery.SOURCES, Stranger::sources, List.of(), unread),
                    replicas(standing, port, unread),
                    examination,
                    Duration.ofMillis(examination.clockMillis() - System.currentTimeMillis()),
                    unread);
        }
    }

    private record Identity(
            String uuid, String name, String version, boolean readOnly, boolean gtids, GtidSet executed) {
        static Identity read(ResultSet rows) throws SQLException {
            rows.next();
            return new Identity(
                    Columns.text(rows, "uuid"),
                    Columns.text(rows, "host_name"),
                    Columns.text(rows, "version"),
                    rows.getBoolean("read_only"),
                    Columns.text(rows, "gtid_mode").equals("ON"),
                    Columns.gtids(rows, "executed"));
        }
    }

    private static <T> T part(
            Standing standing, String name, String sql, Standing.Rows<T> reader, T nothing, Map<String, String> unread)
            throws SQLException {
        try {
            return standing.ask(sql, BOUND, reader);
        } catch (SQLException e) {
            if (!Faults.answered(e)) {
                throw e;
            }
            unread.put(name, Faults.sentence(e));
            return nothing;
        }
    }

    private static List<Source> sources(ResultSet rows) throws SQLException {
        List<Source> sources = new ArrayList<>();
        while (rows.next()) {
            sources.add(new Source(
                    Columns.text(rows, "channel"),
                    Columns.text(rows, "host"),
                    rows.getInt("port"),
                    Columns.text(rows, "receiver").equals("ON"),
                    Columns.text(rows, "uuid")));
        }
        return sources;
    }

    /** A connection's address can be relied on, a replica's own word for it (report_host) is often missing or a name of its own. */
    private static List<Replica> replicas(Standing standing, int port, Map<String, String> unread) throws SQLException {
        Map<String, Replica> said =
                part(standing, "replicas", DiscoveryQuery.REPLICAS, Stranger::said, Map.of(), unread);
        Map<String, String> seen = part(standing, "dumps", DiscoveryQuery.DUMPS, Stranger::seen, Map.of(), unread);
        Map<String, Replica> replicas = new TreeMap<>(said);
        seen.forEach((uuid, host) -> {
            Replica own = said.get(uuid);
            replicas.put(uuid, new Replica(uuid, host, own == null || own.port() == 0 ? port : own.port()));
        });
        return List.copyOf(replicas.values());
    }

    private static Map<String, Replica> said(ResultSet rows) throws SQLException {
        Map<String, Replica> replicas = new TreeMap<>();
        while (rows.next()) {
            String uuid = Columns.text(rows, "Replica_UUID");
            replicas.put(uuid, new Replica(uuid, Columns.text(rows, "Host"), rows.getInt("Port")));
        }
        return replicas;
    }

    private static Map<String, String> seen(ResultSet rows) throws SQLException {
        Map<String, String> hosts = new TreeMap<>();
        while (rows.next()) {
            hosts.put(Columns.text(rows, "uuid"), Columns.text(rows, "host"));
        }
        return hosts;
    }

    /** Why a server did not answer, on one line and without any secret. */
    public static String sentence(SQLException e) {
        return Faults.sentence(e);
    }
}

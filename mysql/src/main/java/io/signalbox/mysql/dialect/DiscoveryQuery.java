package io.signalbox.mysql.dialect;

/**
 * What a server that Signalbox knows nothing of is asked, once: who it is, whom it follows, who follows it. All of it reads; columns
 * are read by the labels given here. Needs SELECT on performance_schema; {@link #REPLICAS} needs REPLICATION SLAVE.
 */
public final class DiscoveryQuery {
    public static final String IDENTITY = """
            SELECT @@global.server_uuid AS uuid, @@hostname AS host_name, @@version AS version,
              @@global.read_only AS read_only, @@global.gtid_mode AS gtid_mode, @@global.gtid_executed AS executed""";

    /** Whom it follows, a row for each channel. */
    public static final String SOURCES = """
            SELECT source.CHANNEL_NAME AS channel, source.HOST AS host, source.PORT AS port,
              receiver.SERVICE_STATE AS receiver, receiver.SOURCE_UUID AS uuid
            FROM performance_schema.replication_connection_configuration source
            JOIN performance_schema.replication_connection_status receiver USING (CHANNEL_NAME)
            WHERE source.HOST <> '' ORDER BY channel""";

    /** Who fetches its binlog now: {@code uuid}, and the address that the connection comes from. */
    public static final String DUMPS = """
            SELECT CONVERT(said.VARIABLE_VALUE USING ascii) AS uuid, thread.PROCESSLIST_HOST AS host
            FROM performance_schema.threads thread
            JOIN performance_schema.user_variables_by_thread said USING (THREAD_ID)
            WHERE thread.PROCESSLIST_COMMAND LIKE 'Binlog Dump%' AND said.VARIABLE_NAME IN ('replica_uuid', 'slave_uuid')
            GROUP BY 1, 2 ORDER BY uuid""";

    /** What its replicas said of themselves: {@code Replica_UUID}, {@code Host} (often empty), {@code Port}. */
    public static final String REPLICAS = "SHOW REPLICAS";

    private DiscoveryQuery() {}
}

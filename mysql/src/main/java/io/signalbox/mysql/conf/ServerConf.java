package io.signalbox.mysql.conf;

import java.nio.file.Path;

/**
 * What distinguishes one server's {@code my.cnf} from another's.
 *
 * @param serverId unique in the cluster, at least 1
 * @param host the server's own address, for clients, replicas and the admin port
 * @param osUser the operating system's user that mysqld runs as
 */
public record ServerConf(
        MysqlHome home,
        int serverId,
        String host,
        int port,
        int adminPort,
        Path dataDir,
        Path socket,
        Path pidFile,
        Path errorLog,
        String osUser,
        ServerSize size) {
    /** The base name of the binlog's files, in the data directory. */
    public static final String BINLOG = "binlog";

    /** The text of {@code my.cnf}; it holds no secret. */
    public String render() {
        throw new UnsupportedOperationException("being written");
    }
}

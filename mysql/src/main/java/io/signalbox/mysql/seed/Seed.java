package io.signalbox.mysql.seed;

import io.signalbox.mysql.conf.MysqlHome;
import java.nio.file.Path;
import java.util.List;

/**
 * The recipe of a data directory, to be copied ({@code cp -a}) once for each server: run {@link #initialize()}, write
 * the {@link io.signalbox.mysql.grants.AccountScript} to {@code script} (0600), run {@link #createAccounts()}, remove
 * {@code script} and {@link #uuidFile()}. Both programs end by themselves, with 0 if all went well.
 *
 * @param workDir for the socket and pid file of the run; it must exist
 * @param osUser the operating system's user that mysqld runs as
 */
public record Seed(MysqlHome home, Path dataDir, Path script, Path workDir, String osUser) {

    /** Makes the data directory, which must not exist or be empty. About 3.5 s. */
    public List<String> initialize() {
        throw new UnsupportedOperationException("being written");
    }

    /** Starts mysqld without network and binlog on {@code script}, whose last statement ends it. */
    public List<String> createAccounts() {
        throw new UnsupportedOperationException("being written");
    }

    /** Must go before a copy is started: two servers must not have the same server_uuid. */
    public Path uuidFile() {
        return dataDir.resolve("auto.cnf");
    }
}

package io.signalbox.mysql.seed;

import io.signalbox.mysql.conf.MysqlHome;
import io.signalbox.mysql.conf.ServerSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The recipe of a data directory, to be copied ({@code cp -a}) once for each server: run {@link #initialize()}, write
 * the {@link io.signalbox.mysql.grants.AccountScript} to {@code script} (0600), run {@link #createAccounts()}, remove
 * {@code script} and {@link #uuidFile()}. Both programs end by themselves, with
 * 0, if all went well.
 *
 * @param workDir for the socket and pid file of the run; it must exist
 * @param osUser the operating system's user that mysqld runs as
 */
public record Seed(MysqlHome home, Path dataDir, Path script, Path workDir, String osUser) {

    /** Makes the data directory, which must not exist or be empty. About 3.5 s. */
    public List<String> initialize() {
        return argv("--initialize-insecure");
    }

    /**
     * Starts mysqld without network and binlog on {@code script}, whose last statement ends it. After a statement that
     * fails mysqld stays, with an {@code [ERROR]} in its output: give the run a deadline, and kill it then.
     */
    public List<String> createAccounts() {
        return argv(
                "--skip-log-bin",
                "--skip-networking",
                "--partial-revokes=ON",
                "--init-file=" + script,
                "--socket=" + workDir.resolve("seed.sock"),
                "--pid-file=" + workDir.resolve("seed.pid"));
    }

    /** Must go before a copy is started: two servers must not have the same server_uuid. */
    public Path uuidFile() {
        return dataDir.resolve("auto.cnf");
    }

    private List<String> argv(String... options) {
        List<String> argv = new ArrayList<>(List.of(
                home.mysqld().toString(),
                "--no-defaults",
                "--basedir=" + home.baseDir(),
                "--plugin-dir=" + home.pluginDir(),
                "--lc-messages-dir=" + home.messagesDir(),
                "--secure-file-priv=NULL",
                "--user=" + osUser,
                "--mysqlx=OFF",
                "--performance-schema=OFF",
                "--innodb-redo-log-capacity=" + ServerSize.LOCAL.redoLog(),
                "--innodb-buffer-pool-size=" + ServerSize.LOCAL.bufferPool(),
                "--datadir=" + dataDir));
        argv.addAll(List.of(options));
        return List.copyOf(argv);
    }
}

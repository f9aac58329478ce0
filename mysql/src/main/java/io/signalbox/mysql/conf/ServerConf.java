package io.signalbox.mysql.conf;

import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

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

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/:@+-]+");

    /**
     * The text of {@code my.cnf}; it holds no secret.
     *
     * @throws IllegalArgumentException if a value (such as a path with a blank) cannot stand in an option file
     */
    public String render() {
        SortedMap<String, String> values = values();
        values.forEach(ServerConf::check);
        return Template.beside(ServerConf.class, "my.cnf").render(values);
    }

    private SortedMap<String, String> values() {
        SortedMap<String, String> values = new TreeMap<>();
        values.put("osUser", osUser);
        values.put("baseDir", home.baseDir().toString());
        values.put("pluginDir", home.pluginDir().toString());
        values.put("messagesDir", home.messagesDir().toString());
        values.put("dataDir", dataDir.toString());
        values.put("socket", socket.toString());
        values.put("pidFile", pidFile.toString());
        values.put("errorLog", errorLog.toString());
        values.put("host", host);
        values.put("port", Integer.toString(port));
        values.put("adminPort", Integer.toString(adminPort));
        values.put("serverId", Integer.toString(serverId));
        values.put("binlog", BINLOG);
        values.put("bufferPool", size.bufferPool());
        values.put("redoLog", size.redoLog());
        values.put("maxConnections", Integer.toString(size.maxConnections()));
        values.put("applierWorkers", Integer.toString(size.applierWorkers()));
        return values;
    }

    private static void check(String name, String value) {
        if (!PLAIN.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    name + ": " + value + ": only letters, digits and . _ / : @ + - may stand in my.cnf");
        }
    }
}

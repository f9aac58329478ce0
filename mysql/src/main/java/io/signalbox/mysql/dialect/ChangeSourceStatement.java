package io.signalbox.mysql.dialect;

import io.signalbox.mysql.act.MysqlAct;
import io.signalbox.mysql.literal.Quote;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code CHANGE REPLICATION SOURCE}. Three cases: nothing at all, when the channel is already so (its relay log stays
 * what it is); without auto-position, when that is set already, which MySQL allows while the applier runs, and then
 * keeps the relay log; whole, the first time.
 */
final class ChangeSourceStatement {
    private static final int MOST_PORT = 65_535;

    private ChangeSourceStatement() {}

    static List<Statement> of(MysqlAct.ChangeSource change, Channel now, String password) {
        if (isSo(change, now)) {
            return List.of();
        }
        List<String> options = new ArrayList<>(List.of(
                "SOURCE_HOST = " + Quote.host(change.host()),
                "SOURCE_PORT = " + port(change.port()),
                "SOURCE_BIND = " + Quote.host(change.bind()),
                "SOURCE_USER = " + Quote.text(Quote.name(change.account())),
                "SOURCE_PASSWORD = " + Quote.text(password),
                // An idle source is heard ten times a second: a second opinion on whether it lives.
                "SOURCE_HEARTBEAT_PERIOD = 0.1",
                "SOURCE_CONNECT_RETRY = 1",
                // The default of 8.4 and later gives up after ten tries.
                "SOURCE_RETRY_COUNT = 86400",
                "GET_SOURCE_PUBLIC_KEY = 1",
                // A login without TLS takes 6 ms instead of 23, on the way to the first acknowledged write.
                "SOURCE_SSL = " + (onThisMachine(change) ? 0 : 1)));
        if (!now.configured() || !now.autoPosition()) {
            options.add("SOURCE_AUTO_POSITION = 1");
        }
        String sql = "CHANGE REPLICATION SOURCE TO " + String.join(", ", options);
        return List.of(new Statement(Statement.Speaker.OPERATOR, sql, true));
    }

    /** A password that changed on disk is not seen here; it comes with the next change of source. */
    private static boolean isSo(MysqlAct.ChangeSource change, Channel now) {
        return now.configured()
                && now.autoPosition()
                && now.host().equals(change.host())
                && now.port() == change.port()
                && now.bind().equals(change.bind())
                && now.account().equals(change.account());
    }

    private static boolean onThisMachine(MysqlAct.ChangeSource change) {
        return change.host().startsWith("127.") && change.bind().startsWith("127.");
    }

    private static int port(int port) {
        if (port < 1 || port > MOST_PORT) {
            throw new IllegalArgumentException("not a port: " + port);
        }
        return port;
    }
}

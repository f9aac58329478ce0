package io.signalbox.agents.daemon.proxy;

import io.signalbox.agents.protocol.Order.Route;
import io.signalbox.agents.protocol.Order.ServerMode;
import io.signalbox.agents.protocol.Order.ServerSetting;
import io.signalbox.agents.protocol.Order.Writer;
import io.signalbox.agents.protocol.Token;
import java.util.List;

/** Routes for tests. */
final class Routes {
    static final String WRITERS = "mysql_main_rw";
    static final String READERS = "mysql_main_ro";

    private static final int WHOLE = 100;

    private Routes() {}

    static Token token(long sequence) {
        return new Token(1, sequence);
    }

    static Route open(String server, ServerSetting... settings) {
        return new Route(new Writer(WRITERS, server), true, List.of(settings));
    }

    /** Nobody is writer; sessions live on. */
    static Route hold(ServerSetting... settings) {
        return new Route(new Writer(WRITERS, Writer.NONE), false, List.of(settings));
    }

    static ServerSetting web(int number, ServerMode mode) {
        return new ServerSetting("web", "web" + number, mode, WHOLE);
    }

    static ServerSetting reader(int number, ServerMode mode, int weight) {
        return new ServerSetting(READERS, "db" + number, mode, weight);
    }
}

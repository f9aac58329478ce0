package io.signalbox.agents.daemon.mysql;

import io.signalbox.mysql.act.MysqlAct;
import java.time.Duration;

/**
 * Does acts on this agent's mysqld over standing connections. Blocks: call it on a virtual thread. One act at a time.
 */
public final class ActSession implements AutoCloseable {
    public ActSession(MysqlAccess access) {
        throw new UnsupportedOperationException("being written: " + access);
    }

    /** Opens what is not open, so that no act has to log in. Cheap to repeat; call it when mysqld answers. */
    public void openAhead() {
        throw new UnsupportedOperationException("being written");
    }

    /** Does {@code act} within {@code bound}; never throws for what mysqld or the network does. */
    public ActOutcome perform(MysqlAct act, Duration bound) {
        throw new UnsupportedOperationException("being written: " + act + bound);
    }

    /** mysqld ended: drops every connection without a word to the server. */
    public void forget() {
        throw new UnsupportedOperationException("being written");
    }

    @Override
    public void close() {
        forget();
    }
}

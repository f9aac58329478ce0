package io.signalbox.lab.fault;

import io.signalbox.mysql.grants.AccountNames;

/** A replica reads from its source over TLS, as one on a host of its own does; on one machine Signalbox spares it that. */
public record ReplicateByTls(Operator replica) implements Fault {

    @Override
    public void inject() {
        connect(true);
    }

    @Override
    public void heal() {
        connect(false);
    }

    private void connect(boolean tls) {
        replica.says(
                AccountNames.OPERATOR,
                "STOP REPLICA IO_THREAD",
                "CHANGE REPLICATION SOURCE TO SOURCE_SSL = " + (tls ? 1 : 0),
                "START REPLICA IO_THREAD");
    }

    /** Whether it receives, and over TLS. */
    public boolean receives() {
        return replica.asks(
                        AccountNames.OPERATOR,
                        "SELECT CONCAT(c.SSL_ALLOWED, ' ', s.SERVICE_STATE)"
                                + " FROM performance_schema.replication_connection_configuration c"
                                + " JOIN performance_schema.replication_connection_status s USING (CHANNEL_NAME)"
                                + " WHERE CHANNEL_NAME = ''")
                .equals("YES ON");
    }

    @Override
    public String sentence() {
        return replica.server() + " receives over TLS";
    }
}

package io.signalbox.lab.fault;

import io.signalbox.mysql.grants.AccountNames;

/**
 * A replica's applier stops with an error: it is made to apply with the rights of an account that has none. What it received is there,
 * and goes on to be acknowledged.
 */
public record BreakApplier(Operator replica) implements Fault {

    @Override
    public void inject() {
        restart("'" + AccountNames.CLONE + "'@'%'");
    }

    @Override
    public void heal() {
        restart("NULL");
    }

    private void restart(String user) {
        replica.says(
                AccountNames.OPERATOR,
                "STOP REPLICA SQL_THREAD",
                "CHANGE REPLICATION SOURCE TO PRIVILEGE_CHECKS_USER = " + user,
                "START REPLICA SQL_THREAD");
    }

    @Override
    public String sentence() {
        return "the applier of " + replica.server() + " stops with an error";
    }
}

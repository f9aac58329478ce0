package io.signalbox.lab.fault;

import io.signalbox.lab.workload.Account;
import io.signalbox.mysql.grants.AccountNames;

/** The password of a replica's account was changed, and the replica was not told: when it connects again it is refused. */
public record RefuseReplica(Operator primary, Operator replica) implements Fault {
    private static final String ANOTHER = "changed by a drill";

    @Override
    public void inject() {
        primary.changesPassword(account(), ANOTHER);
        reconnect();
    }

    @Override
    public void heal() {
        primary.changesPassword(
                account(),
                Account.inFile(account(), replica.site().layout().password(account()))
                        .password());
        reconnect();
    }

    private String account() {
        return AccountNames.replication(replica.server());
    }

    private void reconnect() {
        replica.says(AccountNames.OPERATOR, "STOP REPLICA IO_THREAD", "START REPLICA IO_THREAD");
    }

    @Override
    public String sentence() {
        return "the password of " + account() + " was changed, and " + replica.server() + " was not told";
    }
}

package io.signalbox.controller.core.decision;

/** Something to do that changes the site. */
public sealed interface Act {

    /** Acts on the whole cluster: one at a time, and they end all repairs. */
    sealed interface OnCluster extends Act {}

    /** Acts on one server that is not the primary; one at a time for each server. */
    sealed interface OnServer extends Act {
        String server();
    }

    /** First record of a site whose servers are all empty. */
    record Bootstrap(String first) implements OnCluster {}

    /** @param fence the primary still runs: kill it */
    record Failover(String cause, boolean fence) implements OnCluster {}

    /** Start the recorded primary as it is and open it with the record's values. */
    record Reopen(String cause) implements OnCluster {}

    /** Nobody acknowledges: the record first, then the primary alone. */
    record GoAlone(String cause) implements OnCluster {}

    /** The primary does not wait for acknowledgements although the record relies on them: the record gives in. */
    record Doubt(String cause) implements OnCluster {}

    /** Commits shall wait for fewer acknowledgements: the record first, then the primary's count. */
    record Lower(int to, String cause) implements OnCluster {}

    /** Commits shall wait for more acknowledgements. */
    record Raise(int to) implements Act {}

    /** Make the record proven again. */
    record Prove() implements Act {}

    /** Bring a harmless server in as an acker. */
    record Join(String server) implements OnServer {}

    /** An acker that is gone, or shall go, is counted on no longer. */
    record Leave(String server, String cause) implements OnServer {}

    /** Rewind a server that has, or may have, transactions of its own. */
    record Rejoin(String server, String cause) implements OnServer {}

    /** Replace a server's data by a copy of another's: nothing less makes it one of the cluster again. */
    record Reclone(String server, String cause) implements OnServer {}

    /** Make an acker follow the primary again. */
    record Reattach(String server, String cause) implements OnServer {}

    /** Open the primary's door to an acker that was shut out when it was none yet. */
    record Admit(String server) implements OnServer {}

    /** Start an acker's mysqld that waits at the gate, as it is. */
    record Start(String server) implements OnServer {}

    /** Kill a replica's mysqld that runs and does not answer, so that its agent starts it again. */
    record Restart(String server, String cause) implements OnServer {}
}

package io.signalbox.mysql.grants;

/** The names of Signalbox's accounts; the host part is always {@code %}. */
public final class AccountNames {
    public static final String MONITOR = "sb_monitor";
    public static final String OPERATOR = "sb_operator";
    public static final String DOOR = "sb_door";
    public static final String CLONE = "sb_clone";
    public static final String APPLICATION = "app";

    private AccountNames() {}

    /** The account with which {@code server} replicates, from any source. */
    public static String replication(String server) {
        return "repl_" + server;
    }
}

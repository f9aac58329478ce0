package io.signalbox.haproxy.configuration;

/** The names in a generated configuration that others must know. */
public final class BackendNames {
    /** The web servers. */
    public static final String WEB = "web";

    /**
     * The server that refuses every connection: with no writer open, clients are sent to it again and again, which is
     * how they wait.
     */
    public static final String HOLD = "hold";

    private static final String UNCHECKED = "_unchecked";
    private static final String FRESH_PRIMARY = "_primary";

    private BackendNames() {}

    /** The writers of a cluster. */
    public static String writers(String cluster) {
        return "mysql_" + cluster + "_rw";
    }

    /** The readers of a cluster, as far as they are fresh enough. */
    public static String readers(String cluster) {
        return "mysql_" + cluster + "_ro";
    }

    /** The replicas of a cluster that are fresh enough for those who must not read old data. */
    public static String fresh(String cluster) {
        return "mysql_" + cluster + "_fresh";
    }

    /** The primary, for the readers of the backend {@code fresh} when no replica is fresh enough. */
    public static String freshPrimaryOf(String fresh) {
        return fresh + FRESH_PRIMARY;
    }

    /** The same servers as in {@code backend}, unchecked, for when none of them passes its check. */
    public static String lastResortOf(String backend) {
        return backend + UNCHECKED;
    }
}

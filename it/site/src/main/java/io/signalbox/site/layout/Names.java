package io.signalbox.site.layout;

import java.util.List;
import java.util.stream.IntStream;

/** The names of a local site's hosts and processes. A process is named {@code host/process}, such as {@code db1/agent}. */
public final class Names {
    public static final String CLUSTER = "main";
    public static final String BALANCER = "lb1";
    private static final String PROXY = "lb";
    public static final String HAPROXY = "haproxy";
    public static final String AGENT = "agent";
    public static final String CONTROLLER = "controller";
    public static final String WEB = "web";
    /** Not supervised: its agent starts it. */
    public static final String MYSQLD = "mysqld";

    private Names() {}

    /** {@code lb1 … lbN}: the hosts of HAProxies. The first has the controller, too. */
    public static List<String> proxies(int proxies) {
        return IntStream.rangeClosed(1, proxies).mapToObj(i -> PROXY + i).toList();
    }

    /** Whether this is a host of {@link #proxies}. */
    public static boolean isProxy(String host) {
        return host.startsWith(PROXY);
    }

    /** 2 for {@code lb2}. */
    public static int proxyNumber(String proxy) {
        return Integer.parseInt(proxy.substring(PROXY.length()));
    }

    /** {@code db1 … dbN}: the hosts of databases. */
    public static List<String> databases(int servers) {
        return IntStream.rangeClosed(1, servers).mapToObj(i -> "db" + i).toList();
    }

    /** The web server beside a database: {@code web2} on {@code db2}. */
    public static String web(String database) {
        return "web" + number(database);
    }

    /** 2 for {@code db2}. */
    public static int number(String database) {
        return Integer.parseInt(database.substring("db".length()));
    }

    /** {@code host/process}. */
    public static String process(String host, String process) {
        return host + "/" + process;
    }
}
